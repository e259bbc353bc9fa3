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
 * Writes what makes tracks a package: the playlists of HLS, after Apple's authoring specification, and the manifest of DASH,
 * over the same single files, which both address by byte range. Nothing is held between calls; safe for use by many threads,
 * each with a folder of its own.
 */
public final class HlsPackage {
    private HlsPackage() {}

    /**
     * Packages tracks that lie in a folder.
     *
     * <p>Video: fragmented MP4 of AVC or HEVC ({@code avc1}, {@code hvc1}), one fragment for each closed group of pictures, all
     * rungs with key frames at the same times. Audio: fragmented MP4 of AAC. Both with one track, one {@code sidx} in front of
     * the fragments, and beginning at time 0. Text: WebVTT; the line that HLS wants at its head is added where it is missing.
     *
     * @param tracks at least one of video; of several of audio the first is the default
     * @param segment how long segments should be: each gets as many whole fragments as come closest
     * @param folder where the tracks are, and what is written goes; the playlists are not there yet
     * @return all files of the package with the tracks among them: the master playlist first, then the manifest
     * @throws dev.renditions.media.mp4.PackagingException if a track is not as above, or the rungs can't be cut at the same times
     * @throws IllegalArgumentException if there is no video track, or two would get playlists of the same name
     * @throws IOException if a file can't be read or written, or a playlist is there already
     */
    public static List<PackagedFile> write(List<Track> tracks, Duration segment, Path folder) throws IOException {
        return write(tracks, Optional.empty(), segment, folder);
    }

    /**
     * The same with thumbnails.
     *
     * @param thumbnails what the sheet holds that lies in the folder; absent if there is none
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
