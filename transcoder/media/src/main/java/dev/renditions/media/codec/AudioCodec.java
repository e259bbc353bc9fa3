package dev.renditions.media.codec;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.renditions.media.AudioStream;
import java.util.Optional;
import java.util.stream.Stream;

/** The audio codecs of outputs, with their file format for audio-only files. Sources may have other codecs. */
public enum AudioCodec {
    /** AAC, in an MP4. */
    AAC("aac", "audio/mp4", "m4a"),
    /** MP3. */
    MP3("mp3", "audio/mpeg", "mp3"),
    /** Opus, in Ogg. */
    OPUS("opus", "audio/ogg", "opus"),
    /** E-AC-3, in an MP4. */
    EAC3("eac3", "audio/mp4", "mp4");

    private final String id;
    private final String mediaType;
    private final String extension;

    AudioCodec(String id, String mediaType, String extension) {
        this.id = id;
        this.mediaType = mediaType;
        this.extension = extension;
    }

    /** The name in profiles and in ffmpeg. */
    @JsonValue
    @Override
    public String toString() {
        return id;
    }

    /** Whether a stream has this codec. */
    public boolean is(AudioStream stream) {
        return id.equals(stream.codec());
    }

    /** The media type of an audio-only file. */
    public String mediaType() {
        return mediaType;
    }

    /** The extension of an audio-only file, without the dot. */
    public String extension() {
        return extension;
    }

    /**
     * The codec with this name.
     *
     * @param id the name in profiles and in ffmpeg
     */
    public static Optional<AudioCodec> of(String id) {
        return Stream.of(values()).filter(codec -> codec.id.equals(id)).findFirst();
    }
}
