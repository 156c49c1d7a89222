// Keys and selections. Every page works without this file, by links and buttons.
"use strict";
(() => {
  const find = (selector, from = document) => from.querySelector(selector);
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const typing = (node) => node.closest("input, textarea, select, [contenteditable]");

  // a cut is chosen by selecting raw text: offsets are characters (code points), as in the tables
  const raw = find("#raw"), form = find("#cutform");
  const length = (text) => [...text].length;
  const offset = (node, at) => {
    const part = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-start]");
    if (!part || !raw.contains(part)) return null;
    const start = Number(part.dataset.start);
    if (part.dataset.one) return start + (at > 0 ? 1 : 0);
    return start + (node.nodeType === Node.TEXT_NODE ? length(node.data.slice(0, at)) : at > 0 ? length(part.textContent) : 0);
  };
  if (raw && form) {
    document.addEventListener("selectionchange", () => {
      const selection = document.getSelection();
      if (!selection.rangeCount || selection.isCollapsed) return;
      const range = selection.getRangeAt(0);
      const start = offset(range.startContainer, range.startOffset), end = offset(range.endContainer, range.endOffset);
      if (start === null || end === null || end <= start) return;
      form.elements.start.value = start;
      form.elements.end.value = end;
      find("#selected").value = `${end - start} characters selected`;
    });
  }

  // moving through lists, cuts and diffs
  const steps = () => {
    for (const selector of ["a.item", "mark a", ".diff details > summary, .diff ins, .diff del, .diff .moved"]) {
      const found = all(selector);
      if (found.length) return found;
    }
    return [];
  };
  let place = -1;
  const step = (by) => {
    const found = steps();
    if (!found.length) return;
    place = Math.min(Math.max(place + by, 0), found.length - 1);
    const node = found[place];
    if (!node.matches("a, summary")) node.tabIndex = -1;
    node.focus({ preventScroll: true });
    node.scrollIntoView({ block: "center" });
  };

  const pages = { o: "overview", s: "stories", d: "documents", r: "rules", v: "review", c: "decisions" };
  let going = false;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const key = event.key;
    if (going) {
      going = false;
      const link = pages[key] && find(`header nav a[href$="/${pages[key]}"]`);
      if (link) link.click();
      return;
    }
    const button = find(`[data-key="${CSS.escape(key)}"]`);
    if (button) button.click();
    else if (key === "g") going = true;
    else if (key === "j") step(1);
    else if (key === "k") step(-1);
    else if (key === "/" && find("input[type=search]")) find("input[type=search]").focus();
    else if (key === "?") find("#help")?.showModal();
    else return;
    event.preventDefault();
  });

  // a decision is taken once
  for (const form of all("form[method=post]")) form.addEventListener("submit", () => {
    setTimeout(() => { for (const button of all("button", form)) button.disabled = true; });
  });
})();
