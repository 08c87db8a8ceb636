// What a page must be, each check under its id of ux.md 5.4: what is wrong, one line each; nothing where it is right.
// What a page looks like to a machine only: axe and the walk by keyboard are elsewhere.
(() => {
  const all = (find, within = document) => [...within.querySelectorAll(find)];
  const said = (it) => (it.textContent || "").replace(/\s+/g, " ").trim();
  const shown = (it) => it.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const hiddenForEyes = (it) => { for (let at = it; at && at !== document.body; at = at.parentElement) { const box = at.getBoundingClientRect();
    if (getComputedStyle(at).position === "absolute" && (box.width <= 1.5 || box.height <= 1.5)) return true; } return false; };
  const short = (it) => it.outerHTML.replace(/\s+/g, " ").slice(0, 110);
  const name = (it) => (it.getAttribute("aria-label") || said(it) || it.querySelector("img[alt]")?.alt || it.value || "").trim();
  const faults = (list, find, words) => list.filter(find).map((it) => `${words}: ${short(it)}`);

  // Colours: what stands behind, and how far two colours are apart (WCAG).
  const rgb = (text) => (text.match(/[\d.]+/g) || [0, 0, 0, 0]).map(Number);
  const solid = (text) => { const [, , , a = 1] = rgb(text); return text.startsWith("rgb") && a > 0.5; };
  const light = (text) => rgb(text).slice(0, 3).map((v) => v / 255).map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, at) => sum + v * [0.2126, 0.7152, 0.0722][at], 0);
  const apart = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p); return (x + 0.05) / (y + 0.05); };
  const behind = (it) => { for (let at = it; at; at = at.parentElement) { const is = getComputedStyle(at).backgroundColor; if (solid(is)) return is; } return "rgb(255, 255, 255)"; };
  const border = (it) => { const look = getComputedStyle(it); return parseFloat(look.borderTopWidth) ? look.borderTopColor : getComputedStyle(it, "::before").borderTopColor; };

  const controls = () => all('input:not([type=hidden]), select, textarea').filter((it) => it.offsetParent !== null || it.type === "radio" || it.type === "checkbox");
  const labelled = (it) => (it.labels && it.labels[0] && said(it.labels[0])) || it.getAttribute("aria-label");
  const described = (it) => (it.getAttribute("aria-describedby") || "").split(/\s+/).filter(Boolean);
  const FORBIDDEN = /\b(please|sorry|invalid|valid|required|oops|forbidden|illegal)\b/i;
  const PLAIN = /\b(utili[sz]e[sd]?|in order to|pursuant|liais(e|es|ed|ing)|submit(s|ted|ting)?|commenc(e|es|ed)|henceforth|aforementioned|herein|thereof|whilst|endeavour|prior to|please|click here)\b/i;
  const VAGUE = /^(click here|click|here|more|read more|link|this|go|see more)$/i;
  const NUMBER = /^([£−-]?[1-9][\d,]*(\.\d+)?%?|0)$/;
  const PERSONAL = [
    [/^(email|login)$/i, ["email", "username", "off"]], [/(^|_)(email)$/i, ["email", "off"]], [/telephone|phone/i, ["tel", "off"]],
    [/^password$/, ["current-password"]], [/^(oldpassword)$/, ["current-password"]], [/^password[12]$/, ["new-password"]], [/^code$/, ["one-time-code"]],
  ];

  const checks = {
    C2: () => [
      ...faults(all("input.govuk-input, textarea.govuk-textarea, select.govuk-select, .app-search__box").filter(shown),
        (it) => apart(border(it), behind(it.parentElement)) < 3 && apart(getComputedStyle(it).backgroundColor, behind(it.parentElement)) < 3, "edge of a box under 3 to 1"),
      ...faults(all(".app-mark svg").filter(shown), (it) => { const part = it.querySelector("path, polygon, circle, rect"); const look = part && getComputedStyle(part);
        return part && Math.max(solid(look.fill) ? apart(look.fill, behind(it)) : 0, solid(look.stroke) ? apart(look.stroke, behind(it)) : 0) < 3; }, "mark under 3 to 1"),
    ],
    C3: () => faults(all(".app-mark, .govuk-tag, .app-rag"), (it) => !said(it), "a status without a word"),
    C6: () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? faults(all("body *").filter(shown), (it) => { const look = getComputedStyle(it);
      return look.animationName !== "none" || look.transitionDuration.split(",").some((each) => parseFloat(each) > 0.01); }, "moves though less motion is asked for") : []),
    K6: () => [
      ...faults(all("[tabindex]"), (it) => it.tabIndex > 0, "tabindex over 0"),
      ...faults(all("[accesskey]"), () => true, "accesskey"),
      ...faults(all("[onkeydown], [onkeyup], [onkeypress]"), () => true, "listens for keys"),
    ],
    Z1: () => { const root = document.documentElement; const wide = root.scrollWidth > root.clientWidth;
      const out = wide ? all("body *").filter((it) => shown(it) && !hiddenForEyes(it) && !it.parentElement.closest(".app-scroll") && it.getBoundingClientRect().right > root.clientWidth + 1).slice(-3) : [];
      return [
        ...(wide ? [`the page scrolls sideways: ${root.scrollWidth} over ${root.clientWidth}${out.map((it) => ` ${short(it)}`).join(";")}`] : []),
        ...faults(all("body *").filter((it) => ["auto", "scroll"].includes(getComputedStyle(it).overflowX) && it.scrollWidth > it.clientWidth + 1 && it.tagName !== "TEXTAREA"),
          (it) => it.tabIndex < 0 || !it.getAttribute("role") || !it.getAttribute("aria-label"), "scrolls sideways without a name or a place in the tab order"),
      ]; },
    Z5: () => [
      ...faults(all('button, [role=button], input:not([type=hidden]), select, textarea, summary').filter((it) => shown(it) && !hiddenForEyes(it)),
        (it) => { const box = it.getBoundingClientRect(); const label = it.labels && it.labels[0] && it.labels[0].getBoundingClientRect();
          const size = label && /radio|checkbox/.test(it.type) ? Math.max(box.height, label.height) : Math.min(box.height, box.width); return size > 0 && size < 24; }, "smaller than 24 pixels"),
      ...(innerWidth > 400 ? [] : faults(all("main .govuk-button").filter(shown), (it) => it.getBoundingClientRect().height < 44, "main button lower than 44 pixels")),
    ],
    F5: () => [
      ...faults(controls(), (it) => !labelled(it), "a field without a label"),
      ...faults(controls().filter((it) => it.labels && it.labels[0]), (it) => hiddenForEyes(it.labels[0]) || (shown(it) && !shown(it.labels[0])), "the label cannot be seen"),
      ...faults(controls(), (it) => it.placeholder, "a placeholder"),
      ...faults(controls(), (it) => described(it).some((id) => !document.getElementById(id)), "aria-describedby names nothing"),
      ...controls().filter((it) => !/radio|checkbox/.test(it.type) && !it.closest(".govuk-date-input")).flatMap((it) => { const group = it.closest(".govuk-form-group");
        return group ? all(".govuk-hint, .govuk-error-message", group).filter((note) => note.id && !described(it).includes(note.id)
          && !described(it.closest("fieldset") || it).includes(note.id) && !note.classList.contains("govuk-character-count__message") && note.closest(".govuk-form-group") === group).map((note) => `not in aria-describedby: ${short(note)}`) : []; }),
      ...faults(all("fieldset"), (it) => !said(it.querySelector(":scope > legend") || document.createElement("i")), "a group without a legend"),
      ...Object.entries(Object.groupBy(all("input[type=radio]"), (it) => `${it.form?.action} ${it.name}`)).filter(([, group]) => group.length > 1 && !group[0].closest("fieldset")).map(([, group]) => `choices outside a fieldset: ${short(group[0])}`),
    ],
    F6: () => [
      ...faults(controls(), (it) => it.required || it.getAttribute("aria-required"), "marked required in the browser"),
      ...faults(all("form").filter((it) => controls().some((field) => field.form === it)), (it) => !it.noValidate, "a form the browser checks"),
      ...controls().filter((it) => it.form && it.form.method === "post" && /text|email|tel|password/.test(it.type)).flatMap((it) => PERSONAL.filter(([find]) => find.test(it.name))
        .slice(0, 1).filter(([, tokens]) => !it.autocomplete.split(" ").some((each) => tokens.includes(each))).map(([, tokens]) => `autocomplete is ‘${it.autocomplete}’, not ${tokens[0]}: ${short(it)}`)),
      ...faults(all("textarea").filter(shown), (it) => it.getAttribute("spellcheck") === "false" && !it.readOnly, "spelling is not checked"),
    ],
    F4: () => faults(all(".govuk-error-message, .govuk-error-summary__list li"), (it) => FORBIDDEN.test(said(it)), "a word that errors do not use"),
    G5: () => [
      ...Object.entries(Object.groupBy(all("[id]"), (it) => it.id)).filter(([, group]) => group.length > 1).map(([id, group]) => `the id ‘${id}’ stands ${group.length} times`),
      ...faults(all("form form, a a, a button, button a, label label, p div"), () => true, "nested"),
      ...faults(all("[id='']"), () => true, "an empty id"),
      ...(all("main").length === 1 ? [] : [`${all("main").length} main`]),
      ...(all("h1").length === 1 ? [] : [`${all("h1").length} h1`]),
      ...faults(all("h1").filter((it) => !it.closest("main")), () => true, "the h1 is outside main"),
    ],
    J2: () => { const said_so = (form) => form && form.matches("[data-needs-script]") && /JavaScript/.test(said(document.querySelector("main"))); return [
      ...faults(all("button").filter(shown), (it) => !it.form, "a button that belongs to no form"),
      ...faults(all("button").filter(shown), (it) => it.form && it.type !== "submit" && !said_so(it.form), "a button that does nothing without scripts"),
      ...faults(all("form").filter(shown), (it) => !it.querySelector("button:not([type]), [type=submit]") && !said_so(it), "a form that cannot be sent without scripts"),
      ...faults(all("[onclick], [onchange], [onsubmit]"), () => true, "works by a script alone"),
    ]; },
    L1: () => [
      ...faults(all("a"), (it) => !it.hasAttribute("href"), "a link that leads nowhere"),
      ...faults(all("a[href]"), (it) => /^(#|javascript:.*)?$/.test(it.getAttribute("href")) , "a link to nothing"),
      ...faults(all("a[href]"), (it) => !name(it), "a link without words"),
      ...faults(all("a[href*='#']").filter((it) => it.hash && it.pathname === location.pathname && it.search === location.search), (it) => !document.getElementById(decodeURIComponent(it.hash.slice(1))), "leads to a part that is not there"),
    ],
    L2: () => { const title = document.title, council = document.querySelector(".app-header__product") && said(document.querySelector(".app-header__council"));
      const h1 = said(document.querySelector("h1") || document.body); const people = (window.__people || []).filter((each) => title.includes(each));
      const page = new URLSearchParams(location.search).get("page"), many = document.querySelector("nav.govuk-pagination");
      return [
        ...(title.endsWith(council ? ` – Care quality – ${council}` : " – Care quality") ? [] : [`the title does not end as it must: ${title}`]),
        ...(/^(Error: )?\S/.test(title) && !/^(Error: )?(– |Care quality( –|$))/.test(title) ? [] : [`the title does not say what: ${title}`]),
        ...people.map((each) => `the title names ${each}: ${title}`),
        ...(many && !/\(page \d+ of \d+\)/.test(title) ? [`no page number in the title of a list: ${title}`] : []),
        ...(!!document.querySelector(".govuk-error-summary") === title.startsWith("Error: ") ? [] : [`‘Error: ’ in the title and the summary do not agree: ${title}`]),
      ]; },
    L3: () => { const links = all("a[href]").filter(shown); const groups = Object.groupBy(links, (it) => name(it).toLowerCase());
      return [
        ...Object.entries(groups).filter(([words, group]) => words && new Set(group.map((it) => it.href.split("#")[0] + it.hash)).size > 1).map(([words, group]) => `‘${words}’ leads to ${[...new Set(group.map((it) => it.pathname + it.search + it.hash))].slice(0, 3).join(" and ")}`),
        ...faults(links, (it) => VAGUE.test(name(it)), "words that do not say where"),
        ...Object.entries(Object.groupBy(all("main button").filter((it) => shown(it) && it.form), (it) => `${name(it).toLowerCase()}`)).filter(([, group]) => new Set(group.map((it) => it.form.action + it.name + it.value)).size > 1).map(([words]) => `two buttons ‘${words}’ do different things`),
      ]; },
    L5: () => faults(all("a[target=_blank]"), (it) => !/new (tab|window)/i.test(name(it)), "opens a new tab and does not say so"),
    S1: () => { const heads = all("h1, h2, h3, h4, h5, h6").filter((it) => !it.closest("[hidden]")); let last = 0;
      return [...faults(heads, (it) => !said(it), "an empty heading"),
        ...heads.filter((it) => it.closest("main")).flatMap((it) => { const now = Number(it.tagName[1]), bad = last && now > last + 1; last = now; return bad ? [`h${now} follows h${bad ? heads[heads.indexOf(it) - 1]?.tagName[1] : ""}: ${short(it)}`] : []; })]; },
    S2: () => [
      ...(all("body > header").length === 1 ? [] : ["not one header"]), ...(all("body > footer").length === 1 ? [] : ["not one footer"]),
      ...faults(all("nav"), (it) => !it.getAttribute("aria-label") && !it.getAttribute("aria-labelledby"), "a nav without a name"),
      ...Object.entries(Object.groupBy(all("nav, [role=region], section[aria-label]"), (it) => `${it.getAttribute("role") || it.tagName.toLowerCase()} ‘${it.getAttribute("aria-label")}’`)).filter(([words, group]) => group.length > 1 && !words.endsWith("‘null’")).map(([words, group]) => `${group.length} landmarks ${words}`),
      ...(["/help/", "/portal/help/"].includes(document.querySelector("body > footer a")?.getAttribute("href")) ? [] : ["the link to help is not the first in the footer"]),
    ],
    S3: () => [...(document.documentElement.lang === "en-GB" ? [] : [`lang is ‘${document.documentElement.lang}’`]), ...faults(all("[lang='']"), () => true, "an empty lang")],
    S4: () => all("dl").flatMap((list) => [
      ...faults([...list.children], (it) => !["DT", "DD", "DIV"].includes(it.tagName), "in a dl, neither key nor value"),
      ...faults([...list.children].filter((it) => it.tagName === "DIV"), (it) => !it.querySelector(":scope > dt") || !it.querySelector(":scope > dd"), "a row of a dl without key or value"),
      ...faults(all("dt", list), (it) => !said(it), "an empty key"),
    ]),
    S5: () => all("table").flatMap((table) => { const heads = all("th", table), body = all("tbody tr", table); return [
      ...(table.caption && said(table.caption) ? [] : [`a table without a caption: ${short(table)}`]),
      ...(all("thead th", table).length ? [] : [`a table without headings: ${short(table)}`]),
      ...faults(heads, (it) => !["col", "row", "colgroup", "rowgroup"].includes(it.getAttribute("scope")), "a heading without scope"),
      ...faults(heads, (it) => !said(it), "an empty heading of a table"),
      ...faults(body, (it) => it.cells.length !== body[0].cells.length, "rows of different length"),
      ...all("thead th", table).flatMap((head, at) => { const cells = body.map((row) => row.cells[at]).filter(Boolean), texts = cells.map(said).filter((each) => each && each !== "–");
        return texts.length > 1 && texts.every((each) => NUMBER.test(each)) && cells.some((it) => !["right", "end"].includes(getComputedStyle(it).textAlign)) && at > 0 ? [`numbers not to the right: ${said(head)}`] : []; }),
      ...(all("[aria-sort=ascending], [aria-sort=descending]", table).length > 1 ? ["more than one aria-sort"] : []),
      ...faults(all("[aria-sort]", table), (it) => !it.querySelector("a[href], button"), "sorted, but nothing to sort with"),
    ]; }),
    S6: () => { const told = all("[role=status], [role=alert], [aria-live=polite], [aria-live=assertive], [role=log]").filter((it) => shown(it) && said(it) && !it.closest(".govuk-character-count")); return told.length > 1 ? [`${told.length} messages at once: ${told.map(short).join("; ")}`] : []; },
    W2: () => { const quoted = (it) => /^[\d.]+ /.test(said(it)); // a clause's own heading, as its policy has it
      const words = all("main, header, footer").map((it) => { const copy = it.cloneNode(true); all("blockquote, .app-clause, .app-policy, mark, [data-quoted], td, textarea, input", copy).forEach((each) => each.remove()); return copy; });
      const text = words.map(said).join(" "), found = text.match(new RegExp(PLAIN, "gi")) || [];
      return [
        ...[...new Set(found.map((each) => each.toLowerCase()))].map((each) => `not a plain word: ${each}`),
        ...all("h1, h2, h3, label:not(.govuk-radios__label, .govuk-checkboxes__label), legend, th[scope=col], button, summary, nav a").filter((it) => { const plain = said(it).replace(/‘[^’]*’/g, "").split(/\s+/); const big = plain.slice(1).filter((each) => /^[A-Z][a-z]+/.test(each)); return !it.closest("h1, [data-quoted], [class*=clause]") && !quoted(it) && big.length > 1 && big.length >= plain.length - 1; }).map((it) => `not in sentence case: ${said(it)}`),
        ...(text.match(/\b\d{1,2}\/\d{1,2}\/\d{2}\b(?!\d)/g) || []).map((each) => `a date that is not written out: ${each}`),
        ...(text.match(/\b\d{4}-\d{2}-\d{2}\b/g) || []).map((each) => `a date that is not written out: ${each}`),
        ...(text.match(/\b(None|True|False|null|undefined|NaN)\b(?= *[,.\]})]|$)/g) || []).filter((each) => each !== "None").map((each) => `a word of a program: ${each}`),
      ]; },
  };

  // Text spacing (WCAG 1.4.12): applied, measured by the boxes of the text, taken away again.
  const spaced = () => {
    const style = document.createElement("style"); const sheet = new CSSStyleSheet();
    sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }");
    const before = document.adoptedStyleSheets; document.adoptedStyleSheets = [...before, sheet];
    const found = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      const owner = node.parentElement;
      if (!node.data.trim() || !shown(owner) || hiddenForEyes(owner)) continue;
      const range = document.createRange(); range.selectNodeContents(node);
      const boxes = [...range.getClientRects()].filter((box) => box.width && box.height);
      for (let at = owner; at && at !== document.body; at = at.parentElement) {
        const look = getComputedStyle(at), clip = (axis) => ["hidden", "clip"].includes(look[`overflow${axis}`]);
        const edge = at.getBoundingClientRect();
        if ((clip("X") && boxes.some((box) => box.right > edge.right + 1 || box.left < edge.left - 1)) || (clip("Y") && boxes.some((box) => box.bottom > edge.bottom + 2 || box.top < edge.top - 2))) { found.push(`cut off when spaced: ${short(owner)}`); break; }
      }
    }
    document.adoptedStyleSheets = before;
    return [...new Set(found)];
  };
  checks.Z2 = spaced;

  checks.P1 = () => [
    ...(matchMedia("print").matches ? [] : ["not looked at as on paper"]),
    ...faults(all("form:not(:has(h1)), button, main input, main select, main textarea, .govuk-button, .app-navigation, .app-header__account, .app-filter, .app-sub, .govuk-pagination, .govuk-skip-link, .app-footer__links").filter((it) => !it.closest("[data-print]")), shown, "shown on paper"),
    ...(document.querySelector(".app-header__council") && shown(document.querySelector(".app-header__council")) ? [] : ["whose page it is is not on paper"]),
    ...(document.querySelector("h1") && shown(document.querySelector("h1")) ? [] : ["no heading on paper"]),
    ...faults(all("a[href]").filter(shown), (it) => !["none", "normal", ""].includes(getComputedStyle(it, "::after").content), "an address printed after a link"),
    ...faults(all("thead").filter(shown), (it) => getComputedStyle(it).display !== "table-header-group", "headings of a table not repeated"),
    ...faults(all("tbody tr").filter(shown), (it) => getComputedStyle(it).breakInside !== "avoid", "a row may be cut"),
  ];
  window.__checks = (ids) => Object.fromEntries(ids.map((id) => [id, checks[id]()]).filter(([, found]) => found.length));
})();
