/* Narrows the list of actions to what is asked for, which the page's address keeps.
   What it says comes from components/filter.html. */
document.documentElement.classList.add("ap-scripted");
document.addEventListener("DOMContentLoaded", () => {
  "use strict";
  const form = document.querySelector("[data-filter]");
  const found = document.querySelector("[data-found]");
  const none = document.querySelector("[data-none]");
  const unknown = document.querySelector("[data-unknown]");
  const unknownWords = unknown.textContent;
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

  /* A long list is on several pages: the others are fetched when somebody first narrows it, and
     those that could not be loaded once more whenever the list is narrowed again. */
  const patience = 20000;
  const others = [...(pagination?.querySelectorAll("ol a:not([aria-current])") ?? [])].map((link) => link.href);
  const pages = new Map();
  let isComplete = !pagination;
  let loading;
  const load = async () => {
    const missing = others.filter((address) => !pages.has(address));
    await Promise.all(
      missing.map(async (address) => {
        const answer = await fetch(address, { signal: AbortSignal.timeout?.(patience) });
        if (!answer.ok) throw new Error(answer.status);
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        /* Anything else may have answered: a network that asks for a login, or a newer list. */
        const isOfList = page.querySelector("[data-found]")?.dataset.found === found.dataset.found;
        if (!isOfList) throw new Error(`${address} is not a page of this list`);
        pages.set(address, page);
      }),
    );
    for (const address of others) {
      const page = pages.get(address);
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

  const warn = (sentences) => {
    unknown.textContent = sentences.join(" ");
    unknown.hidden = !sentences.length;
  };

  /* Fills the form in as the address has it, and says which of its choices there are not. */
  const fill = () => {
    const data = new URLSearchParams(location.search);
    const sentences = [];
    for (const field of form.elements) {
      if (!field.name) continue;
      const value = data.get(field.name) ?? "";
      if (field.type === "checkbox") {
        field.checked = /^(yes|true|on|1)$/i.test(value);
        if (field.checked || /^(no|false|off|0)?$/i.test(value)) continue;
      } else {
        field.value = value;
        if (field.selectedIndex !== -1) continue;
        field.selectedIndex = 0;
      }
      const name = field.labels[0].textContent;
      sentences.push(unknownWords.replace("{name}", () => name).replace("{value}", () => value));
    }
    warn(sentences);
  };

  const say = (text) => {
    if (found.textContent !== text) found.textContent = text;
  };

  const show = (mayLoad = true) => {
    const data = asked();
    const narrowed = data.toString() !== "";
    if (narrowed && !isComplete && mayLoad) {
      say(found.dataset.searching);
      none.hidden = true;
      loading ??= load()
        .then(
          () => (isComplete = true),
          () => {},
        )
        .then(() => {
          loading = undefined;
          show(false);
        });
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
    none.hidden = count > 0 || !narrowed || !isComplete;
    for (const element of [place, pagination]) if (element) element.hidden = narrowed && isComplete;
    if (!narrowed || count === total) say(all);
    else {
      const words = isComplete ? found.dataset.some : found.dataset.pageOnly;
      say(words.replace("{count}", count.toLocaleString(document.documentElement.lang)));
    }
  };

  /* Each choice is an entry of the history; words are one for as long as they are being typed. */
  let search = location.search;
  const write = (data, isTyping) => {
    const query = data.toString();
    const next = query ? `?${query}` : "";
    if (next === location.search) return;
    const isSame = isTyping && history.state?.isTyping;
    history[isSame ? "replaceState" : "pushState"]({ isTyping }, "", location.pathname + next);
    search = location.search;
    warn([]);
  };

  let timer;
  const stop = () => {
    clearTimeout(timer);
    timer = undefined;
  };

  /* Writes words that are still being typed, before anything else becomes an entry. */
  const settle = () => {
    if (!timer) return;
    stop();
    const data = new URLSearchParams(location.search);
    const words = form.elements.q.value;
    if (words.trim()) data.set("q", words);
    else data.delete("q");
    write(data, true);
  };

  const narrow = () => {
    write(asked(), false);
    show();
  };

  form.addEventListener("input", (event) => {
    if (event.target.type === "search") {
      stop();
      timer = setTimeout(() => {
        stop();
        write(asked(), true);
        show();
      }, 200);
    } else {
      settle();
      narrow();
    }
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    settle();
    history.replaceState({ isTyping: false }, "");
    narrow();
  });
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    settle();
    for (const field of form.elements) {
      if (field.type === "checkbox") field.checked = false;
      else if (field.name) field.value = "";
    }
    narrow();
    form.elements.q.focus();
  });
  addEventListener("popstate", () => {
    /* Another anchor of the same list changes nothing, and words being typed stay. */
    if (location.search === search) return;
    stop();
    search = location.search;
    fill();
    show();
  });
  addEventListener("online", () => show());

  fill();
  show();
});
