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

    static PackagedFile trick() {
        return new PackagedFile(TRICK, "video/mp4");
    }

    static PackagedFile thumbnails() {
        return new PackagedFile(Thumbnails.FILE, "image/jpeg");
    }

    static PackagedFile playlist(String name) {
        return new PackagedFile(name, "application/vnd.apple.mpegurl");
    }

    static PackagedFile manifest() {
        return new PackagedFile(MANIFEST, "application/dash+xml");
    }

    static PackagedFile of(Track track) {
        if (track instanceof Track.Video) {
            return new PackagedFile(track.file(), "video/mp4");
        }
        return new PackagedFile(track.file(), track instanceof Track.Audio ? "audio/mp4" : "text/vtt");
    }
}
