/* Finds actions by words. It knows nothing of the page: filter.js gives it what actions say. */
const actionSearch = (() => {
  "use strict";

  const TOKEN =
    /\p{N}+(?:[.,/]\p{N}+)*(?:bn|k|m)?(?![\p{L}\p{N}])|[\p{L}\p{N}\p{M}]+(?:[-‐‑&'’][\p{L}\p{N}\p{M}]+)*/giu;
  const QUOTED = /["“”„«»]([^"“”„«»]*)["“”„«»]/g;
  const NUMBER = /^\d/;
  const FACTOR = { k: 1e3, m: 1e6, bn: 1e9 };
  /* Words that say nothing of what is looked for, unless they are all that is said. */
  const FILLERS = new Set(
    `a about action actions all an and any are as at be by can did do does for from has have how i in
    is it its many me more much my no not number of on or other our plan section show some tell than that
    the their there they this to us was we what when where which who whose why will with you your`.split(/\s+/),
  );
  /* Endings that make another word of the same beginning. */
  const ENDING = new RegExp(
    `^(?:|${[
      ..."e y ies s es ee ees eers? ers? ors? ments? ations? ions? ives? al ally ly [ai]ble".split(" "),
      ..."[ai]bility ics? ical ism ists? ness ity ities ed ings? ships? ful ary ants?".split(" "),
      ..."ance ence ise[ds]? isations?".split(" "),
    ].join("|")})$`,
  );
  const WEIGHTS = { title: 3, words: 1.5, also: 0.5 };
  const [SAME, INFLECTED, DERIVED, SYNONYM, BEGUN, MISTYPED] = [1, 0.9, 0.6, 0.25, 0.4, 0.4];
  /* Of what a question asks, weighed by how rare it is, an action must have this much to be shown. */
  const ENOUGH = 0.35;

  const fold = (text) =>
    text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/ß/g, "ss").replace(/[’‘]/g, "'");

  /* The forms in which a word of a text is known: whole, and the parts between its hyphens. */
  const forms = (token) => {
    const word = fold(token);
    if (/^\d[\d.,]*(?:bn|k|m)?$/.test(word)) {
      const [, digits, unit] = /^(.*?)(bn|k|m)?$/.exec(word);
      if (!/^\d+(?:,\d{3})*(?:\.\d+)?$/.test(digits)) return [word];
      const plain = digits.replaceAll(",", "");
      if (unit) return [String(Number((plain * FACTOR[unit]).toFixed(2)))];
      return [digits.includes(",") ? plain.replace(/\.00?$/, "") : plain];
    }
    const parts = word.replace(/'s$/, "").split(/[-‐‑&']/);
    return parts.length > 1 ? [parts.join(""), ...parts] : parts;
  };

  const tokens = (text) =>
    [...text.matchAll(TOKEN)].map(({ 0: token, index }) => ({
      start: index,
      end: index + token.length,
      written: token.toLowerCase(),
      forms: forms(token),
    }));

  /* Words one after the other, the parts of those with hyphens apart. */
  const run = (text) =>
    tokens(text)
      .flatMap(({ forms }) => (forms.length > 1 ? forms.slice(1) : forms))
      .join(" ");

  /* British for American spellings, and longer for shorter ones: labor, center, organize, donut. */
  const spelling = (word) =>
    word
      .replace(/ough/, "o")
      .replace(/(?<=\w{3})our/, "or")
      .replace(/(?<=\w{2}i)z(?=e|ing|ation)/, "s")
      .replace(/(?<=\w{2}y)z(?=e|ing)/, "s")
      .replace(/tre(?=s?$)/, "ter")
      .replace(/mme(?=s?$)/, "m");

  const stem = (word) => {
    if (NUMBER.test(word)) return word;
    let short = spelling(word);
    if (/.{3}ies$/.test(short)) short = `${short.slice(0, -3)}y`;
    else if (/.{2}[^su]s$/.test(short) && !/(?:is)$/.test(short)) short = short.slice(0, -1);
    else if (/.{4}sis$/.test(short)) short = short.slice(0, -2);
    if (/.{2}sse$/.test(short)) return short.slice(0, -1);
    const begun = /^(.*[aeiouy].*?)(?:ing|(?<!e)ed)$/.exec(short)?.[1];
    if (begun?.length > 2) {
      if (/([^aeiouylsz])\1$/.test(begun)) return begun.slice(0, -1);
      if (begun.length === 3 && /[^aeiou][aeiou][^aeiouwxy]$/.test(begun)) return `${begun}e`;
      return begun.replace(/ie?$/, "y");
    }
    return short.length > 4 ? short.replace(/e$/, "") : short;
  };

  const isDerived = (word, other) => {
    let length = 0;
    while (length < word.length && word[length] === other[length]) length++;
    if (length === 4 && word[3] !== "e") {
      return /^(?:,ers?|ers?,)$/.test([word.slice(4), other.slice(4)].join());
    }
    for (let cut = length; cut > Math.max(4, length - 3); cut--) {
      if (ENDING.test(word.slice(cut)) && ENDING.test(other.slice(cut))) return true;
    }
    return false;
  };

  /* Whether one letter too many, too few or another, or two exchanged, make one word of the other. */
  const isMistyped = (word, other) => {
    const difference = word.length - other.length;
    if (Math.abs(difference) > 1 || word === other) return false;
    let start = 0;
    while (start < word.length && word[start] === other[start]) start++;
    const [rest, otherRest] = [word.slice(start), other.slice(start)];
    if (difference > 0) return rest.slice(1) === otherRest;
    if (difference < 0) return rest === otherRest.slice(1);
    return (
      rest.slice(1) === otherRest.slice(1) ||
      (rest[0] === otherRest[1] && rest[1] === otherRest[0] && rest.slice(2) === otherRest.slice(2))
    );
  };

  /* Returns a search through items, each with `id`, `title`, `words`, `also`, `fits(key, value)`, and
     `about`, what is said of its theme: looked up for words that no action has.
     `vocabulary` has `same`, groups of words for the same thing, and `choices`, phrases that name what
     the list can be narrowed by: {"not started": "status=waiting planned"}. */
  const over = (items, vocabulary) => {
    /* Many actions are of one theme. */
    const themes = new Map();
    const stemsOf = (about) => {
      if (!themes.has(about)) themes.set(about, new Set(tokens(about).flatMap(({ forms }) => forms.map(stem))));
      return themes.get(about);
    };
    /* How a word is written first, with its accents. */
    const written = new Map();
    const entries = items.map((item) => {
      const weights = new Map();
      for (const [field, weight] of Object.entries(WEIGHTS)) {
        const counts = new Map();
        for (const { forms, written: own } of tokens(item[field])) {
          if (!written.has(forms[0])) written.set(forms[0], own);
          for (const form of forms) counts.set(form, (counts.get(form) ?? 0) + 1);
        }
        for (const [form, count] of counts) {
          weights.set(form, (weights.get(form) ?? 0) + (2 * weight * count) / (count + 1));
        }
      }
      const texts = [item.title, item.words, item.also].map((text) => text.split("\n").map(run).join(" | "));
      return { item, weights, id: fold(item.id), text: ` ${texts.join(" | ")} `, about: stemsOf(item.about) };
    });

    const words = new Set(entries.flatMap(({ weights }) => [...weights.keys()]));
    const byStem = new Map();
    for (const word of words) {
      const key = stem(word);
      if (byStem.has(key)) byStem.get(key).push(word);
      else byStem.set(key, [word]);
    }
    const synonyms = new Map();
    for (const group of vocabulary.same) {
      const stems = group.split(" ").map(stem);
      for (const one of stems) synonyms.set(one, [...(synonyms.get(one) ?? []), ...stems]);
    }
    const has = (word) => words.has(word) || byStem.has(stem(word));

    /* The words that a word of the question finds, each with how well it fits. */
    const found = (word) => {
      const fit = new Map();
      const put = (others, quality) => {
        for (const other of others ?? []) if (!fit.has(other)) fit.set(other, quality);
      };
      if (words.has(word)) fit.set(word, SAME);
      if (NUMBER.test(word)) return fit;
      put(byStem.get(stem(word)), INFLECTED);
      const known = fit.size > 0;
      const related = [...words].filter((other) => isDerived(word, other));
      put(related, DERIVED);
      for (const other of synonyms.get(stem(word)) ?? []) put(byStem.get(other), SYNONYM);
      if (!known && word.length > 2) put([...words].filter((other) => other.startsWith(word)), BEGUN);
      return fit;
    };

    const mistyped = (word) => {
      const short = stem(word);
      if (word.length < 5 || NUMBER.test(word)) return [];
      return [...words].filter(
        (other) => !NUMBER.test(other) && (isMistyped(word, other) || (short.length > 4 && isMistyped(short, stem(other)))),
      );
    };

    /* One thing that is asked for: `weigh` says how much of it an entry has. */
    const ofWords = (typed, fit, more = () => 0) => ({
      typed,
      words: fit,
      weigh: (entry) => {
        let sum = Number(more(entry));
        for (const [word, quality] of fit) sum += quality * (entry.weights.get(word) ?? 0);
        return sum;
      },
    });

    const ofId = (typed) => {
      const id = fold(typed).replace(/[.,;:]+$/, "");
      const begins = (entry) =>
        entry.id.startsWith(id) && !/^[\p{L}\p{N}]/u.test(entry.id.slice(id.length));
      if (/\d/.test(id) && entries.some(begins)) {
        return (entry) => begins(entry) && (entry.id === id ? 40 : 20);
      }
      const bare = (text) => text.replace(/[^\p{L}\p{N}]/gu, "");
      const isBare = (entry) => /\d/.test(id) && bare(entry.id) === bare(id);
      return !words.has(id) && entries.some(isBare) ? (entry) => isBare(entry) && 40 : undefined;
    };

    const ofChoice = (typed, choice) => {
      const [key, values] = choice.split("=");
      const fits = ({ item }) => values.split(" ").some((value) => item.fits(key, value)) && 8;
      return ofWords(typed, typed.includes(" ") ? new Map() : found(typed), fits);
    };

    const ofPhrase = (typed) => {
      const phrase = run(typed);
      const parts = new Map(phrase.split(" ").map((word) => [word, SAME]));
      return { typed, words: parts, weigh: (entry) => (entry.text.includes(` ${phrase} `) ? 6 : 0) };
    };

    /* One word, or two where only together or apart they are words of the plan. */
    const ofWord = (typed, said) => {
      const [whole, ...parts] = forms(typed);
      const id = ofId(typed);
      if (id) return [ofWords(typed, found(whole), id)];
      if (has(whole) || !parts.length) {
        const fit = found(whole);
        if (fit.size) return [ofWords(typed, fit)];
        const isOfTheme = (entry) => entry.about.has(stem(whole));
        if (entries.some(isOfTheme)) return [ofWords(typed, new Map([[whole, SAME]]), isOfTheme)];
        for (let cut = 3; cut <= whole.length - 3; cut++) {
          const apart = ofPhrase(`${whole.slice(0, cut)} ${whole.slice(cut)}`);
          if (entries.some(apart.weigh)) return [apart];
        }
        const near = mistyped(whole);
        if (near.length) said.corrected.push([typed, near.map((word) => written.get(word) ?? word)]);
        return [ofWords(typed, new Map(near.map((word) => [word, MISTYPED])))];
      }
      return parts.flatMap((part) => ofWord(part, said));
    };

    const parse = (question, said) => {
      const terms = [];
      const rest = question.replace(QUOTED, (_, phrase) => {
        if (run(phrase)) terms.push(ofPhrase(phrase));
        return " ";
      });
      const whole = rest.trim();
      const typed = ofId(whole) ? [whole] : rest
        .split(/[\s"“”„«»]+/)
        .flatMap((part) => (ofId(part) ? [part] : (part.match(TOKEN) ?? [])));
      const isNumber = (word) => NUMBER.test(word);
      const isSaid = (word) => !FILLERS.has(fold(word));
      const least = typed.some(isSaid) ? isSaid : () => true;
      for (let at = 0; at < typed.length; ) {
        let length = Math.min(5, typed.length - at);
        let choice;
        for (; length > 0 && !choice; length--) {
          choice = vocabulary.choices[run(typed.slice(at, at + length).join(" "))];
          if (choice) break;
        }
        const pair = typed.slice(at, at + 2).map((word) => forms(word)[0]);
        if (choice) {
          const phrase = run(typed.slice(at, at + length).join(" "));
          terms.push(ofChoice(phrase, choice));
          at += length;
        } else if (pair.length > 1 && !pair.some(isNumber) && has(pair.join(""))) {
          terms.push(ofWords(typed.slice(at, at + 2).join(" "), found(pair.join(""))));
          at += 2;
        } else {
          if (least(typed[at])) terms.push(...ofWord(typed[at], said));
          at += 1;
        }
      }
      return terms;
    };

    /* Returns what a question finds, the best first; `isWhole` where an action has all of it.
       `missing` are words that no action has, `corrected` those that seem mistyped, with their like. */
    const search = (question) => {
      const said = { corrected: [] };
      const terms = parse(question, said).map((term, place) => {
        const weights = entries.map(term.weigh);
        const number = weights.filter(Boolean).length;
        /* What is said first counts a little more: a food bank is of food. */
        const share = 1 - Math.min(place, 4) / 20;
        return { ...term, weights, number, rarity: share * Math.log(1 + entries.length / (number || 1)) };
      });
      const asked = terms.filter((term) => term.number);
      const all = terms.reduce((sum, term) => sum + term.rarity, 0);
      const phrase = run(question.replace(/["“”„«»]/g, ""));
      const isPhrase = phrase.includes(" ");
      const results = [];
      entries.forEach((entry, at) => {
        const having = asked.filter((term) => term.weights[at]);
        const share = having.reduce((sum, term) => sum + term.rarity, 0) / all;
        if (!having.length || share < ENOUGH) return;
        let score = having.reduce((sum, term) => sum + term.rarity * term.weights[at], 0);
        if (isPhrase && entry.text.includes(` ${phrase} `)) score *= 1.5;
        results.push({ item: entry.item, score, isWhole: having.length === asked.length });
      });
      results.sort((one, other) => other.isWhole - one.isWhole || other.score - one.score);
      const fits = new Set(asked.flatMap((term) => [...term.words.keys()]));
      const missing = terms.filter((term) => !term.number).map((term) => term.typed);
      return { ...said, results, words: fits, missing };
    };

    /* Words of the plan that begin like those of a question that found nothing, the likest first. */
    const near = (question) => {
      const said = (question.match(TOKEN) ?? []).map((word) => forms(word)[0]);
      const typed = said.filter((word) => !FILLERS.has(word));
      const alike = (word, other) => {
        let length = 0;
        while (length < word.length && word[length] === other[length]) length++;
        return length > 3 ? length : 0;
      };
      return [...words]
        .filter((word) => !NUMBER.test(word))
        .map((word) => [word, Math.max(...typed.map((other) => alike(other, word)))])
        .filter(([, likeness]) => likeness > 0)
        .sort(([, one], [, other]) => other - one)
        .slice(0, 5)
        .map(([word]) => written.get(word) ?? word);
    };

    return { search, near };
  };

  /* Returns the piece of a text in which most of the words are, as [text, isMarked] one after the other. */
  const snippet = (text, words, around = 7) => {
    let best = { score: 0 };
    for (const line of text.split("\n")) {
      const found = tokens(line);
      const marked = found.map(({ forms }) => forms.find((form) => words.has(form)));
      marked.forEach((word, at) => {
        if (!word) return;
        const score = new Set(marked.slice(at, at + 2 * around).filter(Boolean)).size;
        if (score > best.score) best = { score, line, found, marked, at };
      });
    }
    if (!best.score) return [];
    const { line, found, marked, at } = best;
    const first = Math.max(0, at - around);
    const last = Math.min(found.length - 1, at + 2 * around);
    const parts = first ? [["… ", false]] : [];
    let from = first ? found[first].start : 0;
    for (let index = first; index <= last; index++) {
      if (!marked[index]) continue;
      const { start, end } = found[index];
      parts.push([line.slice(from, start), false], [line.slice(start, end), true]);
      from = end;
    }
    const isEnd = last === found.length - 1;
    parts.push([line.slice(from, isEnd ? undefined : found[last].end), false]);
    return isEnd ? parts : [...parts, [" …", false]];
  };

  return { over, snippet };
})();
