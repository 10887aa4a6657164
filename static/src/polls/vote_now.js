/** What a wall says while people vote; those who are not asked read it too. Nothing here draws. */
import { t } from "../core/words.js";

/** That one can vote, said to all who look, also to those who are not asked. @param {RowOf<"poll">} poll */
export function voteNow({ electorate }) {
  if (electorate === "onsite") return t("People in the room vote now");
  return electorate === "remote" ? t("Remote people vote now") : t("Vote now");
}
