/* Narrows the list of actions to what is asked for, which the page's address keeps.
   What it says comes from components/filter.html. */
document.documentElement.classList.add("ap-scripted");
document.addEventListener("DOMContentLoaded", () => {
  "use strict";
  const form = document.querySelector("[data-filter]");
  const found = document.querySelector("[data-found]");
  const none = document.querySelector("[data-none]");
  const place = document.querySelector("[data-place]");
  const pagination = document.querySelector("[data-pagination]");
  const choices = ["status", "theme", "section", "amount", "late", "overdue"];
  const total = Number(found.dataset.found);
  const all = found.textContent;
  const fold = (text) =>
    text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/ß/g, "ss").replace(/[’‘]/g, "'");

  const sections = new Map();

  /* Takes in the actions of a section; those of other pages show only while the list is narrowed. */
  const take = (element, isHere) => {
    const id = element.dataset.section;
    const items = [...element.querySelectorAll("[data-words]")].map((item) => ({
      ...item.dataset,
      element: item,
      section: id,
      text: "",
      isHere,
    }));
    const known = sections.get(id);
    if (known) {
      known.items.push(...items);
      if (!isHere) known.element.querySelector("ul").append(...items.map((item) => item.element));
    } else {
      if (!isHere) [...sections.values()].pop().element.after(element);
      sections.set(id, { element, items });
    }
  };
  for (const element of document.querySelectorAll("[data-section]")) take(element, true);

  /* A long list is on several pages: the others are fetched when somebody first narrows it. */
  let isComplete = !pagination;
  let loading;
  let failed = false;
  const load = async () => {
    const links = [...pagination.querySelectorAll("ol a:not([aria-current])")];
    const pages = await Promise.all(
      links.map(async (link) => {
        const answer = await fetch(link.href);
        if (!answer.ok) throw new Error(answer.status);
        return [link.href, new DOMParser().parseFromString(await answer.text(), "text/html")];
      }),
    );
    for (const [address, page] of pages) {
      for (const link of page.querySelectorAll("[data-section] a")) {
        link.href = new URL(link.getAttribute("href"), address).href;
      }
      for (const element of page.querySelectorAll("[data-section]")) take(document.adoptNode(element), false);
    }
  };

  /* The words of an action are gathered when somebody first searches. */
  const words = (item) => (item.text ||= fold(`${item.element.textContent} ${item.words}`));

  const asked = () => {
    const data = new URLSearchParams(new FormData(form));
    for (const [key, value] of [...data]) if (!value.trim()) data.delete(key);
    return data;
  };

  const fill = () => {
    const data = new URLSearchParams(location.search);
    for (const field of form.elements) {
      if (field.type === "checkbox") field.checked = data.has(field.name);
      else if (field.name) field.value = data.get(field.name) ?? "";
      if (field.selectedIndex === -1) field.selectedIndex = 0;
    }
  };

  const say = (text) => {
    if (found.textContent !== text) found.textContent = text;
  };

  const show = () => {
    const data = asked();
    const narrowed = data.toString() !== "";
    if (narrowed && !isComplete && !failed) {
      say(found.dataset.searching);
      loading ??= load().then(
        () => (isComplete = true),
        () => (failed = true),
      ).then(show);
      return;
    }
    const terms = fold(data.get("q") ?? "").split(/\s+/).filter(Boolean);
    let count = 0;
    for (const section of sections.values()) {
      let shown = 0;
      for (const item of section.items) {
        const fits = narrowed
          ? choices.every((key) => !data.has(key) || item[key] === data.get(key)) &&
            terms.every((term) => words(item).includes(term))
          : item.isHere;
        item.element.hidden = !fits;
        shown += fits;
      }
      section.element.hidden = !shown && (narrowed || section.items.length > 0);
      count += shown;
    }
    none.hidden = count > 0 || !narrowed;
    for (const element of [place, pagination]) if (element) element.hidden = narrowed;
    if (!narrowed || count === total) say(all);
    else {
      const words = failed ? found.dataset.pageOnly : found.dataset.some;
      say(words.replace("{count}", count.toLocaleString(document.documentElement.lang)));
    }
  };

  const address = (write) => {
    const query = asked().toString();
    const next = location.pathname + (query ? `?${query}` : "");
    if (next !== location.pathname + location.search) history[write](null, "", next);
    show();
  };

  let timer;
  form.addEventListener("input", (event) => {
    clearTimeout(timer);
    if (event.target.type === "search") timer = setTimeout(() => address("replaceState"), 200);
    else address("pushState");
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    address("pushState");
  });
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    for (const field of form.elements) {
      if (field.type === "checkbox") field.checked = false;
      else if (field.name) field.value = "";
    }
    address("pushState");
    form.elements.q.focus();
  });
  addEventListener("popstate", () => {
    fill();
    show();
  });

  fill();
  show();
});
