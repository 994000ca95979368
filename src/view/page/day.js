// @ts-check
// A whole day as a text says it: 2024年9月30日, 二〇二四年九月三十日; what bounds it (前, 底前, 起) is left aside. Pure: knows no page.
import { squeezed } from './source.js';
import { isDay } from './sound.js';

const FIGURES = '〇一二三四五六七八九';

const DAY = /^([0-9〇一二三四五六七八九]{4})年([0-9一二三四五六七八九十]{1,2})月([0-9一二三四五六七八九十]{1,3})日(?:[之以]?前|底前|[之以]?后|起|以来)?[,，。;；、]?$/;

/** A number in figures of either kind; 十 counts tens. @param {string} text */
function numberOf(text) {
  const figures = [...text].map((c) => (FIGURES.includes(c) ? String(FIGURES.indexOf(c)) : c)).join('');
  if (!figures.includes('十')) return Number(figures);
  const [tens, ones] = figures.split('十');
  return Number(tens || 1) * 10 + Number(ones || 0);
}

/** The day that a text is, ISO 8601; null where it is none, or more than one. @param {string} text */
export function wholeDay(text) {
  const found = DAY.exec(squeezed(text).normalize('NFKC').replace(/[○◯零]/g, '〇'));
  if (!found) return null;
  const [year, month, day] = found.slice(1).map(numberOf);
  const iso = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  return isDay(iso) ? iso : null;
}

/** The days that a whole day gives a date of a relation; empty where it bounds no day. @param {string} day @param {string} relation */
export function daysOf(day, relation) {
  return { earliest: relation === 'by' ? '' : day, latest: relation === 'from' ? '' : day };
}
