// @ts-check
// Puts the page together.
import { data, notice } from './data.js';
import { kept } from './keeping.js';
import { speak } from './words.js';
import { startPane, showTab, onPhone } from './pane.js';
import { startTasks } from './tasks.js';
import { startMatrix } from './matrix.js';
import { startTimeline } from './timeline.js';
import { startFindings } from './findings.js';
import { startPanel } from './panel.js';
import { startLedger } from './ledger.js';
import { startBars } from './bars.js';
import { startKeys } from './keys.js';

startPane();
startTasks();
startMatrix();
startTimeline();
startFindings();
startPanel();
startLedger();
startBars();
startKeys();
const chosen = kept('gongwen:language');
if (chosen === 'en' || chosen === 'zh') speak(chosen);
// Without tasks the findings are what there is to see.
showTab(notice.tasks.length === 0 && data.remarks.length > 0 ? 'findings' : 'tasks');
onPhone('document');
document.documentElement.classList.add('ready');
