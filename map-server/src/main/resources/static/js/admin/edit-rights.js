/** Who may change what of the rules, as far as the page knows; the server has the last word. */

const ON_DUTY = ['officer', 'operator'];

export const mayPlan = (me) => ON_DUTY.includes(me.role);
export const mayEditRules = (me) => me.wholeCommunity && ON_DUTY.includes(me.role);
