/** Who may change what, as far as the page knows; the server has the last word. */

const ON_DUTY = ['officer', 'operator'];
const ARRANGE_DUTY = ['officer', 'planner', 'operator'];

export const mayPlan = (me) => ON_DUTY.includes(me.role);
export const mayEditRules = (me) => me.wholeCommunity && ON_DUTY.includes(me.role);

/** Leaders, turns and swaps of the grids that one sees. */
export const mayEditDuty = (me) => ARRANGE_DUTY.includes(me.role);
/** People and policies belong to the whole community; who may not change people does not see their numbers either. */
export const mayEditPeople = (me) => me.wholeCommunity && mayEditDuty(me);
