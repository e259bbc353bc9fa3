package dev.renditions.packaging;

import dev.renditions.media.mp4.TrackFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Packages tracks for streaming: writes HLS playlists that follow Apple's authoring specification, and a DASH manifest.
 * Both address the same files by byte range, one file per track. Stateless; thread-safe if each thread uses its own
 * folder.
 */
public final class HlsPackage {
    private HlsPackage() {}

    /**
     * Packages the tracks in a folder.
     *
     * <p>Video: fragmented MP4 with H.264, HEVC or AV1 ({@code avc1}, {@code hvc1}, {@code av01}), one fragment for each
     * closed GOP, and key frames at the same times in all rungs of all codecs. Audio: fragmented MP4 with AAC or E-AC-3
     * ({@code mp4a}, {@code ec-3}). Both have one track, one {@code sidx} before the fragments, and begin at time 0.
     * Text: WebVTT; the header line that HLS requires is added if it is missing.
     *
     * @param tracks at least one video track; the first audio track of the program is the default, together with its
     *     other encodings, which have the same name
     * @param segment the target duration of segments; each gets the number of whole fragments that comes closest to it
     * @param folder the folder with the tracks, where the playlists and the manifest are written; it must not contain
     *     them yet
     * @return all files of the package, including the tracks: the master playlist first, then the manifest
     * @throws dev.renditions.media.mp4.PackagingException if a track is not as described above, or the rungs can't be
     *     split at the same times
     * @throws IllegalArgumentException if no video track is given, two tracks would have playlists of the same name, or
     *     audio tracks of the same name differ in language or purpose or don't differ in codec or channel count, or some
     *     audio does not exist in each codec that other audio has
     * @throws IOException if a file can't be read or written, or a playlist already exists
     */
    public static List<PackagedFile> write(List<Track> tracks, Duration segment, Path folder) throws IOException {
        return write(tracks, Optional.empty(), segment, folder);
    }

    /**
     * Packages the tracks in a folder, with thumbnails.
     *
     * @param thumbnails the layout of the thumbnail sheet in the folder; absent without one
     */
    public static List<PackagedFile> write(
            List<Track> tracks, Optional<Thumbnails> thumbnails, Duration segment, Path folder) throws IOException {
        PackageContents contents = PackageReader.read(tracks, segment, folder);
        List<Long> textBytes = new ArrayList<>();
        for (Track.Text text : contents.texts()) {
            SubtitleFile.map(folder.resolve(text.file()));
            textBytes.add(Files.size(folder.resolve(text.file())));
        }
        List<PackagedFile> files = new ArrayList<>();
        files.add(write(folder, PackagedFile.playlist(PackagedFile.MASTER), MasterPlaylists.of(contents)));
        TrackFile trick = TrickTrack.write(folder, contents.smallest().file());
        long sheetBytes = thumbnails.isPresent() ? Files.size(folder.resolve(Thumbnails.FILE)) : 0;
        DashManifest.Extras extras = new DashManifest.Extras(textBytes, trick, thumbnails, sheetBytes);
        files.add(write(folder, PackagedFile.manifest(), DashManifest.of(contents, extras)));
        files.addAll(mediaPlaylists(contents, folder));
        tracks.forEach(track -> files.add(PackagedFile.of(track)));
        files.add(PackagedFile.trick());
        thumbnails.ifPresent(sheet -> files.add(PackagedFile.thumbnails()));
        return List.copyOf(files);
    }

    private static List<PackagedFile> mediaPlaylists(PackageContents contents, Path folder) throws IOException {
        List<PackagedFile> files = new ArrayList<>();
        int target = contents.targetDuration();
        for (PackageContents.Rung rung : contents.rungs()) {
            PackagedFile all = PackagedFile.playlist(MediaPlaylists.name(rung.track()));
            PackagedFile keys = PackagedFile.playlist(MediaPlaylists.keyFramesName(rung.track()));
            files.add(write(folder, all, MediaPlaylists.segments(rung.file(), rung.segments(), target)));
            files.add(write(folder, keys, MediaPlaylists.keyFrames(rung.file(), rung.keyFrames())));
        }
        for (PackageContents.Sound sound : contents.sounds()) {
            PackagedFile all = PackagedFile.playlist(MediaPlaylists.name(sound.track()));
            files.add(write(folder, all, MediaPlaylists.segments(sound.file(), sound.segments(), target)));
        }
        for (Track.Text text : contents.texts()) {
            PackagedFile whole = PackagedFile.playlist(MediaPlaylists.name(text));
            files.add(write(folder, whole, MediaPlaylists.text(text, contents.length())));
        }
        return files;
    }

    private static PackagedFile write(Path folder, PackagedFile file, String text) throws IOException {
        Files.writeString(folder.resolve(file.name()), text, StandardOpenOption.CREATE_NEW);
        return file;
    }
}
