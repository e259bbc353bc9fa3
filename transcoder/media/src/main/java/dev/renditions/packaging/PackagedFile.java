package dev.renditions.packaging;

/**
 * A file of a package. Immutable.
 *
 * @param name within the package's folder
 * @param mediaType such as {@code application/vnd.apple.mpegurl}
 */
public record PackagedFile(String name, String mediaType) {
    /** The name of the playlist that a player of HLS begins with. */
    public static final String MASTER = "master.m3u8";

    /** The name of the manifest that a player of DASH begins with. */
    public static final String MANIFEST = "manifest.mpd";

    /** The name of the key frames that DASH plays fast. */
    public static final String TRICK = "trick.mp4";

    static final String PLAYLIST_TYPE = "application/vnd.apple.mpegurl";
    static final String MANIFEST_TYPE = "application/dash+xml";
    static final String VIDEO_TYPE = "video/mp4";
    static final String AUDIO_TYPE = "audio/mp4";
    static final String TEXT_TYPE = "text/vtt";
    static final String SHEET_TYPE = "image/jpeg";

    static PackagedFile trick() {
        return new PackagedFile(TRICK, VIDEO_TYPE);
    }

    static PackagedFile thumbnails() {
        return new PackagedFile(Thumbnails.FILE, SHEET_TYPE);
    }

    static PackagedFile playlist(String name) {
        return new PackagedFile(name, PLAYLIST_TYPE);
    }

    static PackagedFile manifest() {
        return new PackagedFile(MANIFEST, MANIFEST_TYPE);
    }

    static PackagedFile of(Track track) {
        if (track instanceof Track.Video) {
            return new PackagedFile(track.file(), VIDEO_TYPE);
        }
        return new PackagedFile(track.file(), track instanceof Track.Audio ? AUDIO_TYPE : TEXT_TYPE);
    }
}
