// Keys of the review page: j k a c x u ?. Nothing here is needed; every key has a button.
"use strict";
(() => {
  const stored = "factcheck-keys";
  const toggle = document.getElementById("keys-on");
  const help = document.getElementById("keys");
  if (!toggle || !help) return;
  help.hidden = false;
  try { toggle.checked = localStorage.getItem(stored) !== "off"; } catch { toggle.checked = true; }
  toggle.addEventListener("change", () => {
    try { localStorage.setItem(stored, toggle.checked ? "on" : "off"); } catch { /* stays for this page */ }
  });
  const step = (by) => {
    const links = [...document.querySelectorAll(".queue .card h2 a")];
    if (!links.length) {
      document.querySelector(by > 0 ? "a[rel=next]" : "a[rel=prev]")?.click();
      return;
    }
    const at = links.indexOf(document.activeElement);
    const next = at < 0 ? (by > 0 ? 0 : links.length - 1) : at + by;
    links[Math.min(Math.max(next, 0), links.length - 1)].focus();
  };
  const choose = (action) => {
    const radio = document.querySelector(`input[name=action][value=${action}]`);
    if (!radio) return;
    radio.checked = true;
    if (action === "correct") document.getElementById("label").focus();
    else radio.form.requestSubmit();
  };
  const keys = {
    j: () => step(1),
    k: () => step(-1),
    a: () => choose("accept"),
    c: () => choose("correct"),
    x: () => choose("reject"),
    u: () => document.querySelector("form.undo")?.requestSubmit(),
    "?": () => { help.open = !help.open; help.querySelector("summary").focus(); },
  };
  // a reading that was typed and not recomputed is saved too
  document.getElementById("judge-form")?.addEventListener("formdata", (event) => {
    for (const field of document.querySelectorAll("#correction [name^=reading_]:not([form])")) {
      if (field.value.trim()) event.formData.set(field.name, field.value);
      else event.formData.delete(field.name);
    }
  });
  document.addEventListener("keydown", (event) => {
    const at = event.target;
    const typing = at.matches("input:not([type=radio]):not([type=checkbox]), textarea, select");
    if (!toggle.checked || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (Object.hasOwn(keys, event.key)) {
      event.preventDefault();
      keys[event.key]();
    }
  });
})();
