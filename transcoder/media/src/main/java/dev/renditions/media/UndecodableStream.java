package dev.renditions.media;

/**
 * A stream of pictures or sound that can't be decoded here. The other streams of its file can be used.
 *
 * @param index its number among all streams of the file, from 0
 * @param video whether it holds pictures rather than sound
 * @param damaged whether its header is damaged; if not, its codec is not supported
 * @param reason why it can't be used, a sentence for people
 */
public record UndecodableStream(int index, boolean video, boolean damaged, String reason) {}
