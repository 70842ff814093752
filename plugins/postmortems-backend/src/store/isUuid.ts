// SPDX-License-Identifier: Apache-2.0

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** Ids come from anywhere; only those that can exist are asked for. */
export const isUuid = (id: string) => UUID.test(id);
