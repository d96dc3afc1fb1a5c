/** The small buttons in the head of a panel. */
import { copy, notify } from './dialog.js';
import { iconButton } from './dom.js';
import { t } from './i18n.js';

export const copyLink = () => iconButton('link', t('copyLink'), () => copy(location.href).then(() => notify(t('linkCopied'))));
