/* Narrows the list of actions to what is asked for, which the page's address keeps.
   What it says comes from components/filter.html and from the plan; search.js understands words. */
document.documentElement.classList.add("ap-scripted");
document.addEventListener("DOMContentLoaded", () => {
  "use strict";
  const one = (selector, parent = document) => parent.querySelector(selector);
  const form = one("[data-filter]");
  const parts = (...names) => names.map((name) => one(`[data-${name}]`));
  const [chosen, chips, more] = parts("chosen", "chips", "more");
  const [found, none, near, place, pagination] = parts("found", "none", "near", "place", "pagination");
  const [results, partly, rest, file, lateness] = parts("results", "partly", "rest", "file", "lateness");
  const heading = one("h1");
  /* A field hides what a form has by the name of the field, and fields are named by the plan. */
  const own = (name) => Reflect.get(HTMLFormElement.prototype, name, form);
  const fields = own("elements");
  const vocabulary = JSON.parse(own("dataset").vocabulary);
  const { narrowings, nouns } = vocabulary;
  const total = Number(found.dataset.found);
  const [all, title, pageTitle] = [found.textContent, heading.textContent, document.title];
  const collator = new Intl.Collator("en", { numeric: true });
  /* A phone draws no more at once; a list that is longer is shown bit by bit. */
  const AT_ONCE = 100;
  const PARTLY = 10;
  let limit = AT_ONCE;
  /* The ids of the actions to which the list is narrowed. */
  let listed;

  /* A remark that is hidden until it has something to say, once for each of several cases. */
  const remark = (name) => {
    const element = one(`[data-${name}]`);
    const words = element.textContent;
    return (cases) => {
      element.textContent = cases.map((values) => words.replace(/{(\w+)}/g, (_, key) => values[key])).join(" ");
      element.hidden = !cases.length;
    };
  };
  const [warn, sayCorrected, sayMissing] = ["unknown", "corrected", "missing"].map(remark);

  const sections = new Map();
  const items = [];
  const isOwn = new Set(["status", "theme", "section"]);
  function fits(key, value) {
    const [, options, isFacet] = narrowings[key];
    if (options.yes && !isFacet && ["yes", "no"].includes(value))
      return !this.has.includes("apart") && this.has.includes(key) === (value === "yes");
    return (isOwn.has(key) && this[key] === value) || this.named.includes(`${key}=${value}`);
  }

  /* Takes in the actions of a section; those of other pages show only while the list is narrowed. */
  const take = (element, isHere) => {
    const section = element.dataset.section;
    const name = one("h2", element)?.textContent ?? "";
    const explained = (term) => `${term}: ${vocabulary.glossary[term]}`;
    const taken = [...element.querySelectorAll("[data-words]")].map((item) => ({
      ...item.dataset,
      has: item.dataset.has.split(" "),
      named: (item.dataset.named ?? "").split(" "),
      id: one(".ap-actions__id", item).textContent,
      title: one(".ap-actions__title", item).textContent,
      also: [
        ...item.dataset.terms.split("\n").filter(Boolean).map(explained),
        ...[...item.children].slice(2).map((child) => child.textContent),
        name,
        item.dataset.evidence,
      ].join("\n"),
      about: vocabulary.about[item.dataset.theme] ?? "",
      fits,
      element: item,
      section,
      isHere,
    }));
    const known = sections.get(section);
    if (known) {
      known.items.push(...taken);
    } else {
      if (!isHere) [...sections.values()].pop().element.after(element);
      sections.set(section, { element, list: one("ul", element), items: taken });
    }
    items.push(...taken);
  };
  for (const element of document.querySelectorAll("[data-section]")) take(element, true);

  /* A long list is on several pages: the others are fetched when somebody first narrows it, and
     those that could not be loaded once more whenever the list is narrowed again. */
  const patience = 20000;
  const links = pagination?.querySelectorAll("ol a:not([aria-current])") ?? [];
  const others = [...links].map((link) => link.href);
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
        const isOfList = one("[data-found]", page)?.dataset.found === found.dataset.found;
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

  /* The search reads the actions when somebody first searches, and again when there are more. */
  let searched = { count: 0 };
  const search = () => {
    if (searched.count !== items.length) searched = { count: items.length, ...actionSearch.over(items, vocabulary) };
    return searched;
  };

  const asked = () => {
    const data = new URLSearchParams(new FormData(form));
    for (const [key, value] of [...data]) if (!value.trim()) data.delete(key);
    return data;
  };

  /* Fills the form in as the address has it, and says which of its choices there are not. */
  const fill = () => {
    const data = new URLSearchParams(location.search);
    const unknown = [];
    for (const field of fields) {
      if (!field.name) continue;
      const [label, options, isFacet] = narrowings[field.name] ?? [];
      let value = data.get(field.name) ?? "";
      if (options?.yes && !isFacet) {
        value = value.toLowerCase().replace(/^(true|on|1)$/, "yes").replace(/^(false|off|0)$/, "no");
      }
      if (options && value && !Object.hasOwn(options, value)) {
        unknown.push({ name: label, value: data.get(field.name) });
        value = "";
      }
      field.value = value;
      if (field.selectedIndex === -1) field.selectedIndex = 0;
    }
    warn(unknown);
  };

  const say = (text) => {
    if (found.textContent !== text) found.textContent = text;
  };

  const counted = (words, count) =>
    words.replace(/{(count|noun)}/g, (_, key) =>
      key === "count" ? count.toLocaleString(document.documentElement.lang) : nouns[count === 1 ? 0 : 1],
    );

  /* Heads the page and its tab with what is shown; returns the choices that the heading leaves out. */
  const head = (words, choices, count) => {
    const labels = choices.map(([label]) => label);
    let text = title;
    if (words) {
      const bare = words.trim().replace(/^["“”]+|["“”]+$/g, "");
      text = heading.dataset.heading.replace("{words}", () => bare);
    } else if (choices.length) {
      const main = Math.max(0, choices.findIndex(([, pattern]) => pattern));
      const [choice] = labels.splice(main, 1);
      const { actions, uncounted } = heading.dataset;
      const own = count === undefined ? uncounted : choices[main][1] || actions;
      text = counted(own, count ?? 0).replace("{choice}", () => choice);
    }
    heading.textContent = text;
    document.title = pageTitle.replace(title, () => text);
    return labels;
  };

  /* Shows what is chosen as buttons, each of which takes its choice off. */
  const list = (data, choices) => {
    const buttons = choices.map(([label, , key]) => {
      const chip = one("template", chips).content.cloneNode(true);
      one("[data-label]", chip).textContent = label;
      one("button", chip).dataset.key = key;
      return chip;
    });
    for (const old of chips.querySelectorAll("li")) old.remove();
    chips.append(...buttons);
    chosen.hidden = !data.size;
  };

  const order = {
    id: (a, b) => collator.compare(a.id, b.id),
    money: (a, b) => (b.money ?? -1) - (a.money ?? -1),
    updated: (a, b) => (b.updated > a.updated) - (b.updated < a.updated),
    due: (a, b) => ((a.due ?? "9") > (b.due ?? "9")) - ((a.due ?? "9") < (b.due ?? "9")),
  };

  /* Shows below an action the words for which it was found, if its title has not all of them. */
  const explain = (item, words) => {
    one(".ap-filter__snippet", item.element)?.remove();
    const parts = words?.size ? actionSearch.snippet(`${item.words}\n${item.also}\n${item.about}`, words) : [];
    if (!parts.length) return;
    const snippet = document.createElement("span");
    snippet.className = "ap-filter__snippet";
    for (const [text, isMarked] of parts) {
      const part = document.createElement(isMarked ? "mark" : "span");
      part.textContent = text;
      snippet.append(isMarked ? part : text);
    }
    item.element.append(snippet);
  };

  const show = (mayLoad = true) => {
    const data = asked();
    const narrowed = data.toString() !== "";
    const choices = Object.entries(narrowings)
      .filter(([key]) => data.has(key))
      .map(([key, [, options]]) => [...options[data.get(key)], key]);
    const words = data.get("q") ?? "";
    list(data, choices);
    if (narrowed && !isComplete && mayLoad) {
      say(found.dataset.searching);
      none.hidden = true;
      head(words, choices);
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
    const isChosen = (item) => choices.every(([, , key]) => item.fits(key, data.get(key)));
    const answer = words ? search().search(words) : { corrected: [], missing: [] };
    let fitting = answer.results ? answer.results.filter(({ item }) => isChosen(item)) : [];
    const some = fitting.filter(({ isWhole }) => !isWhole).map(({ item }) => item);
    fitting = fitting.filter(({ isWhole }) => isWhole).map(({ item }) => item);
    if (!words) fitting = narrowed ? items.filter(isChosen) : items.filter((item) => item.isHere);
    const sort = order[data.get("sort")];
    if (sort) fitting = [...fitting].sort(sort);

    const isFlat = Boolean(words || sort);
    const last = some.slice(0, Math.max(0, PARTLY - fitting.length));
    const shown = new Set([...(narrowed ? fitting.slice(0, limit) : fitting), ...last]);
    for (const item of items) {
      item.element.hidden = !shown.has(item);
      if (shown.has(item)) explain(item, answer.words);
    }
    for (const section of sections.values()) {
      section.list.append(...section.items.map((item) => item.element));
      const isShown = section.items.some((item) => shown.has(item)) || (!narrowed && !section.items.length);
      section.element.hidden = isFlat || !isShown;
    }
    if (isFlat) results.append(...fitting.map((item) => item.element));
    one("ol", partly).append(...last.map((item) => item.element));
    results.hidden = !isFlat || !fitting.length;
    partly.hidden = !last.length;
    rest.hidden = !narrowed || fitting.length <= limit;

    const count = fitting.length;
    const others = head(words, choices, isComplete ? count : undefined);
    none.hidden = shown.size > 0 || !narrowed || !isComplete;
    if (!none.hidden) suggest(words);
    if (lateness) {
      const isAsked = new RegExp(`\\b(?:${lateness.dataset.lateness})\\b`, "i").test(words);
      lateness.hidden = !isAsked && data.get("late") !== "yes";
    }
    file.hidden = narrowed && (!count || !isComplete);
    listed = narrowed ? new Set(fitting.map(({ id }) => id)) : undefined;
    const isSure = isComplete && shown.size > 0;
    sayMissing(isSure ? answer.missing.map((word) => ({ word })) : []);
    sayCorrected(isSure ? answer.corrected.map(([word, like]) => ({ word, words: like.join("”, “") })) : []);
    for (const element of [place, pagination]) if (element) element.hidden = narrowed && isComplete;
    if (!narrowed || count === total) say(all);
    else if (!isComplete) say(counted(found.dataset.pageOnly, count));
    else say([counted(found.dataset.some, count), ...others].join(" · "));
  };

  /* Offers words of the plan that are written like those that found nothing. */
  const suggest = (words) => {
    const links = (words ? search().near(words) : []).map((word) => {
      const link = document.createElement("a");
      link.href = `?q=${encodeURIComponent(word)}`;
      link.textContent = word;
      return link;
    });
    one("span", near).replaceChildren(...links.flatMap((link, at) => (at ? [", ", link] : [link])));
    near.hidden = !links.length;
  };

  /* Each choice is an entry of the history; what is typed or tried in one field is one, until
     the field is left or the form sent. */
  let address = location.search;
  const write = (data, field) => {
    const query = data.toString();
    const next = query ? `?${query}` : "";
    if (next === location.search) return;
    const isSame = field && history.state?.field === field;
    history[isSame ? "replaceState" : "pushState"]({ field }, "", location.pathname + next);
    address = location.search;
    limit = AT_ONCE;
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
    const words = fields.q.value;
    if (words.trim()) data.set("q", words);
    else data.delete("q");
    write(data, "q");
  };

  const narrow = (field) => {
    write(asked(), field);
    show();
  };

  const typed = () => {
    stop();
    narrow("q");
  };

  form.addEventListener("input", (event) => {
    if (event.target.type === "search") {
      stop();
      timer = setTimeout(typed, 200);
    } else {
      settle();
      narrow(event.target.name);
    }
  });
  form.addEventListener("focusout", () => {
    if (timer) typed();
    history.replaceState({}, "");
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    settle();
    history.replaceState({}, "");
    narrow();
  });
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    settle();
    for (const field of fields) if (field.name) field.value = "";
    narrow();
    fields.q.focus();
  });
  chips.addEventListener("click", (event) => {
    const key = event.target.closest("button")?.dataset.key;
    if (!key) return;
    settle();
    fields.namedItem(key).value = "";
    narrow();
    (one("button", chips) ?? fields.q).focus();
  });
  one("button", rest).addEventListener("click", () => {
    limit += AT_ONCE;
    show();
  });
  /* Of the file of all actions, the rows of those that are listed, exactly as they are there. */
  file.addEventListener("click", async (event) => {
    if (!listed) return;
    event.preventDefault();
    const wanted = listed;
    const answer = await fetch(file.href).catch(() => undefined);
    if (!answer?.ok) return location.assign(file.href);
    const rows = (await answer.text()).match(/(?:"[^"]*"|[^"\n])+\n?/g);
    const idOf = (row) => /^"?'?([^",]*)/.exec(row)[1];
    const link = document.createElement("a");
    link.download = "actions.csv";
    link.href = URL.createObjectURL(new Blob(["\ufeff", ...rows.filter((row, at) => !at || wanted.has(idOf(row)))], { type: "text/csv" }));
    link.click();
    URL.revokeObjectURL(link.href);
  });
  addEventListener("popstate", () => {
    /* Another anchor of the same list changes nothing, and words being typed stay. */
    if (location.search === address) return;
    stop();
    address = location.search;
    limit = AT_ONCE;
    fill();
    show();
  });
  addEventListener("online", () => show());
  addEventListener("beforeprint", () => {
    limit = Infinity;
    show();
  });

  more.open = matchMedia("(min-width: 48rem)").matches;
  own("classList").remove("ap-filter--waiting");
  fill();
  show();
});
