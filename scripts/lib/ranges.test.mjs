import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allows, lowerOf, minimumOf } from './ranges.mjs';

test('the minimum of a range', () => {
  assert.equal(minimumOf('^1.10.1'), '1.10.1');
  assert.equal(minimumOf('4.0.0-alpha.61'), '4.0.0-alpha.61');
  assert.equal(minimumOf('^1.0.0 || ^0.18.1'), '0.18.1');
  assert.throws(() => minimumOf('workspace:^'), /workspace/);
});

test('the lower of two versions goes by numbers, not by letters', () => {
  assert.equal(lowerOf('1.10.0', '1.9.9'), '1.9.9');
  assert.equal(lowerOf('1.2.3', '1.2.3'), '1.2.3');
});

test('a caret keeps everything up to the first number that is not 0', () => {
  assert.ok(allows('^1.2.3', '1.10.0'));
  assert.ok(!allows('^1.2.3', '1.2.2'));
  assert.ok(!allows('^1.2.3', '2.0.0'));
  assert.ok(allows('^0.18.1', '0.18.9'));
  assert.ok(!allows('^0.18.1', '0.19.0'));
  assert.ok(!allows('^0.0.35', '0.0.37'));
  assert.ok(allows('^0.18.1 || ^1.0.0', '1.4.0'));
  assert.ok(!allows('4.0.0', '4.0.1'));
});
