package dev.renditions.index;

/** What a lease is for. Its {@code toString} is unique among all leases. Immutable. */
public sealed interface LeaseKey permits RenditionKey, TrackId, SegmentId {}
