/** What each type of channel needs to be told; docs/channels.md in the form of fields. Pure. */

const text = (name, more = {}) => ({ name, kind: 'text', ...more });
const secret = (name, more = {}) => ({ name, kind: 'secret', ...more });
const number = (name, min, max, usual) => ({ name, kind: 'number', min, max, usual });
const gateway = (usual) => ({ name: 'url', kind: 'text', usual, seldom: true });
const slots = { name: 'slots', kind: 'slots' };

/**
 * `reach`: what a test message and the control room need to be told: a `number`, a `mail` address, `nothing` since it
 * goes to a group, a system or a topic, or `browser`: only a browser itself can say it.
 */
export const TYPES = {
  wecom: { reach: 'nothing', fields: [secret('key'), number('perMinute', 1, 20, 18), gateway('https://qyapi.weixin.qq.com')] },
  dingtalk: { reach: 'nothing', fields: [secret('accessToken'), secret('secret'), number('perMinute', 1, 20, 18), gateway('https://oapi.dingtalk.com')] },
  feishu: { reach: 'nothing', fields: [secret('hook'), secret('secret'), number('perMinute', 1, 100, 90), number('perSecond', 1, 5, 5), gateway('https://open.feishu.cn')] },
  'aliyun-sms': { reach: 'number', fields: [text('accessKeyId'), secret('accessKeySecret'), text('signName'), text('templateCode', { example: 'SMS_…' }), slots, number('slotLength', 1, 35, 20), gateway('https://dysmsapi.aliyuncs.com')] },
  'tencent-sms': { reach: 'number', fields: [text('secretId'), secret('secretKey'), text('sdkAppId', { example: '1400…' }), text('signName'), text('templateId'), slots, number('slotLength', 1, 35, 12),
    text('region', { usual: 'ap-guangzhou', seldom: true }), gateway('https://sms.tencentcloudapi.com')] },
  'aliyun-call': { reach: 'number', fields: [text('accessKeyId'), secret('accessKeySecret'), text('showNumber', { optional: true }), text('ttsCode', { example: 'TTS_…' }), slots, number('playTimes', 1, 3, 2), gateway('https://dyvmsapi.aliyuncs.com')] },
  mail: { reach: 'mail', fields: [text('host', { example: 'smtp.example.cn' }), { name: 'security', kind: 'choice', choices: ['STARTTLS', 'TLS', 'NONE'] }, { ...number('port', 1, 65535), optional: true },
    text('from', { example: 'watch@example.cn' }), text('user', { optional: true }), secret('password', { with: 'user' })] },
  webhook: { reach: 'nothing', fields: [text('url', { example: 'https://' }), secret('secret'), number('perMinute', 1, 6000, 600)] },
  mqtt: { reach: 'nothing', onlyControlRoom: true, fields: [text('topic', { example: 'gridwatch/notices/{severity}' })] },
  'web-push': { reach: 'browser', fields: [text('publicKey'), secret('privateKey'), text('contact', { example: 'ops@example.cn' }), { name: 'services', kind: 'lines', seldom: true }] },
};

/** Short values of a message that approved templates may have. */
export const SLOTS = ['place', 'what', 'severity', 'value', 'limit', 'time', 'device', 'grid', 'address', 'title', 'count', 'worst', 'cause', 'link'];

const KEPT = '***';

export const isStored = (settings, name) => settings?.[name] === KEPT;

/**
 * What was entered as the server wants it: what is empty takes the usual value, and a secret that is stored and left
 * empty stays.
 * @param entered by the names of the fields; @param stored the settings so far, null for a new channel
 */
export function settingsOf(type, entered, stored) {
  const settings = { type };
  for (const { name, kind, with: partner } of TYPES[type].fields) {
    const value = entered[name];
    if (kind === 'secret') settings[name] = value || (isStored(stored, name) && (!partner || entered[partner]) ? KEPT : '');
    else if (kind === 'number') { if (value !== '') settings[name] = Number(value); }
    else if (kind === 'slots' || kind === 'lines') { if (value.length) settings[name] = value; }
    else if (value) settings[name] = value;
  }
  return settings;
}

/** The first secret that stays what it is; null when all were entered. */
export const firstKept = (settings) => Object.keys(settings).find((name) => settings[name] === KEPT) ?? null;

/** How a channel is: `off`, `resting`, `trial`, `failing` or `up`, `new` when nothing has gone through it yet. */
export function stateOf({ enabled, breaker, downUntil, failures, lastSentAt, lastTroubleAt }) {
  if (!enabled) return 'off';
  if (downUntil) return breaker === 'trial' ? 'trial' : 'resting';
  if (failures) return 'failing';
  if (!lastSentAt && !lastTroubleAt) return 'new';
  return lastTroubleAt && (!lastSentAt || Date.parse(lastSentAt) < Date.parse(lastTroubleAt)) ? 'failing' : 'up';
}
