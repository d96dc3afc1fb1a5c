package org.gridwatch.map.notify.duty;

/**
 * Somebody takes over for a while.
 *
 * @param id a later one wins over an earlier one
 * @param insteadOf whose turns are taken over; 0: everybody's
 */
public record Swap(int id, int personId, int insteadOf, Span span) {}
