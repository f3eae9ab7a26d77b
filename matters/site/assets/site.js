// What has been answered narrows what is shown. Without this file every page says all of it.
"use strict";

const SAYS = { certain: "需要办理", possible: "看情况", not: "不需要" };

const all = (selector, within = document) => [...within.querySelectorAll(selector)];

function search(form) {
  const cards = all("[data-words]");
  const status = form.querySelector(".found");
  const show = () => {
    const wanted = form.elements.words.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    for (const card of cards) {
      const words = card.dataset.words.toLowerCase();
      card.hidden = !wanted.every((word) => words.includes(word));
    }
    for (const group of all("[data-group]")) {
      group.hidden = all("[data-words]", group).every((card) => card.hidden);
    }
    const found = cards.filter((card) => !card.hidden).length;
    status.textContent = wanted.length === 0 ? "" : found ? `找到 ${found} 项` : "没有找到，换个说法试试";
  };
  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  show();
}

function answersOf(form) {
  return Object.fromEntries([...new FormData(form)].map(([field, choice]) => [field, Number(choice)]));
}

// The ways through each condition are those of the engine; those that agree with the answers decide it.
function narrow(form) {
  const ways = JSON.parse(document.getElementById("ways").textContent);
  const initially = document.querySelector(".results .summary").textContent;
  const agreeing = (name, answers) =>
    ways[name].filter(([chosen]) =>
      Object.entries(chosen).every(([field, choice]) => !(field in answers) || answers[field] === choice),
    );
  const standing = (name, answers) => {
    const ends = new Set(agreeing(name, answers).map(([, said]) => said));
    if (ends.size !== 1 || ends.has(null)) return "possible";
    return ends.has(true) ? "certain" : "not";
  };
  const isOut = (name, answers) => standing(name.split(/[/ ]/)[0], answers) === "not";
  const hangsOn = (answers) => {
    const open = Object.keys(ways).filter((name) => standing(name, answers) === "possible" && !isOut(name, answers));
    return new Set(open.flatMap((name) => agreeing(name, answers).flatMap(([chosen]) => Object.keys(chosen))));
  };

  const showItems = (answers) => {
    for (const item of all("[data-item]")) {
      item.dataset.standing = standing(item.dataset.item, answers);
      item.querySelector(".standing").textContent = SAYS[item.dataset.standing];
      document.querySelector(`[data-node="${item.dataset.item}"]`).dataset.standing = item.dataset.standing;
    }
    for (const edge of all(".edge")) {
      const ends = [edge.dataset.from, edge.dataset.to];
      edge.dataset.standing = ends.some((code) => standing(code, answers) === "not") ? "not" : "possible";
    }
  };
  const showPaper = (paper, answers) => {
    const source = paper.querySelector(".source");
    source.dataset.says ??= source.textContent;
    paper.dataset.standing = standing(paper.dataset.paper, answers);
    paper.hidden = paper.dataset.standing === "not";
    const givers = paper.dataset.givers.split(" ").filter(Boolean).map((code) => standing(code, answers));
    paper.dataset.given = givers.includes("certain");
    if (givers.includes("certain")) source.textContent = "由前面的事项产生，不用提交";
    else if (givers.length && givers.every((one) => one === "not")) source.textContent = "电子证照库调取，查无时申请人提交";
    else source.textContent = source.dataset.says;
  };
  // The last rate that is the applicant's; nothing while another may take its place.
  const rateOf = (fee, answers) => {
    const rates = JSON.parse(fee.dataset.rates).map(([name, fen, says]) => ({
      fen,
      says,
      standing: name ? standing(name, answers) : "certain",
    }));
    const last = rates.filter((rate) => rate.standing !== "not").at(-1);
    return last.standing === "certain" ? last : null;
  };
  const showFee = (fee, answers) => {
    fee.dataset.says ??= fee.textContent;
    const free = standing(`${fee.dataset.fee} fee`, answers);
    const rate = rateOf(fee, answers);
    fee.textContent = free === "certain" ? fee.dataset.free : (free === "not" && rate?.says) || fee.dataset.says;
    const charged = free === "not" && standing(fee.dataset.fee, answers) === "certain";
    return { charged, fen: charged && rate && !("counted" in fee.dataset) ? rate.fen : null };
  };
  // Items that count working days, one after the other as far as they wait for each other.
  const longest = () => {
    const reached = {};
    for (const item of all("[data-item]").filter((one) => one.dataset.standing !== "not")) {
      if (!item.dataset.days) return null;
      const before = item.dataset.after.split(" ").map((code) => reached[code] ?? 0);
      reached[item.dataset.item] = Number(item.dataset.days) + Math.max(0, ...before);
    }
    return Math.max(0, ...Object.values(reached));
  };

  const show = () => {
    const answers = answersOf(form);
    const asked = hangsOn(answers);
    for (const question of all("[data-question]", form)) {
      const field = question.dataset.question;
      question.hidden = !(field in answers) && !asked.has(field);
    }
    showItems(answers);
    for (const paper of all("[data-paper]")) showPaper(paper, answers);
    const fees = all("[data-fee]").map((fee) => showFee(fee, answers)).filter((fee) => fee.charged);
    const fen = fees.reduce((sum, fee) => sum + fee.fen, 0);
    const isMore = fees.some((fee) => fee.fen === null);
    const summary = document.querySelector(".results .summary");
    if (Object.keys(answers).length === 0) {
      summary.textContent = initially;
      return;
    }
    const count = (kind) => all(`[data-item][data-standing="${kind}"]`).length;
    const mine = new Set(
      all('[data-item][data-standing="certain"] [data-paper][data-standing="certain"]')
        .filter((paper) => ["applicant", "follows"].includes(paper.dataset.source))
        .map((paper) => paper.dataset.paper.split("/")[1]),
    );
    const days = longest();
    summary.textContent = [
      `需要办理 ${count("certain")} 项${count("possible") ? `，看情况 ${count("possible")} 项` : ""}`,
      `要自己准备的材料 ${mine.size} 份`,
      fen ? `费用 ${(fen / 100).toFixed(2)} 元` : "",
      isMore ? `${fen ? "另有" : "有"}按数量或者情形计的费用` : "",
      days ? `按先后顺序，承诺不超过 ${days} 个工作日` : "",
      asked.size ? `还有 ${all("[data-question]:not([hidden])", form).filter((one) => !(one.dataset.question in answers)).length} 个问题可以回答` : "都清楚了",
    ].filter(Boolean).join("；");
  };
  form.addEventListener("change", show);
  form.addEventListener("reset", () => setTimeout(show));
  show();
}

// Registers decide; this only holds the answers against the kinds of rules.
function entitle(form) {
  const summary = form.querySelector(".summary");
  const initially = summary.textContent;
  const show = () => {
    const answered = Object.fromEntries(new FormData(form));
    const rules = all("[data-rule]", form).map((rule) => ({
      kind: rule.dataset.rule,
      says: rule.querySelector("legend").textContent,
      answer: answered[rule.querySelector("input").name],
    }));
    const against = rules.filter(
      ({ kind, answer }) => (kind === "CONDITION" && answer === "no") || (kind === "EXCLUSION" && answer === "yes"),
    );
    const open = rules.filter(({ answer }) => answer === undefined).length;
    const apply = rules.some(({ kind, answer }) => kind === "BY_APPLICATION" && answer === "yes");
    if (open === rules.length) summary.textContent = initially;
    else if (against.length) summary.textContent = `按您的回答，不能享受：${against.map(({ says }) => says).join("；")}`;
    else if (open) summary.textContent = `目前没有不符合的，还有 ${open} 条没有对照`;
    else summary.textContent = apply ? "按您的回答，可以享受，但须主动申请" : "按您的回答，可以享受，以登记信息核定为准";
  };
  form.addEventListener("change", show);
  form.addEventListener("reset", () => setTimeout(show));
}

all("[data-search]").forEach(search);
all("[data-narrows]").forEach(narrow);
all("[data-entitles]").forEach(entitle);
