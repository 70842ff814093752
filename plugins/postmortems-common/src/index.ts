// SPDX-License-Identifier: Apache-2.0

/**
 * The domain of Postmortems for Backstage. No I/O but fetch.
 *
 * @packageDocumentation
 */
export * from './actionItemDue';
export * from './blameless';
export * from './callTypes';
export * from './config';
export * from './contract';
export * from './days';
export * from './durations';
export * from './entityCalls';
export * from './gate';
export * from './merge';
export * from './model';
export * from './percentile';
export * from './permissions';
export * from './isAlike';
export * from './isResponseError';
export * from './plainText';
export * from './PostmortemsClient';
export * from './policies';
export * from './recurrence';
export * from './sameValue';
export * from './template';
export * from './timelineGaps';
export * from './withinTime';
export * from './wordingHints';
