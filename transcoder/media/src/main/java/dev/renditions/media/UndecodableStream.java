package dev.renditions.media;

/**
 * A video or audio stream that can't be decoded here. Other streams of its file may be usable. Immutable.
 *
 * @param index its index among all streams of the file, from 0
 * @param video whether it is video rather than audio
 * @param damaged whether its header is damaged; if not, its codec is not supported
 * @param reason why it can't be decoded, a sentence for users
 */
public record UndecodableStream(int index, boolean video, boolean damaged, String reason) {}
