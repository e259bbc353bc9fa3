package dev.renditions.packaging;

import dev.renditions.media.Size;
import dev.renditions.media.mp4.PackagingException;
import dev.renditions.media.mp4.SampleEntry;
import dev.renditions.media.mp4.SegmentIndexWriter;
import dev.renditions.media.mp4.TrackFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The layout of a sheet with thumbnails of a track's key frames, row by row, for seeking. Immutable.
 *
 * @param tile the size of one thumbnail
 * @param columns number of columns
 * @param rows number of rows, the last padded with empty tiles
 * @param tiles number of thumbnails; at least one
 * @param every the interval in key frames: the first, and every such one after it
 * @param each the time that each thumbnail covers
 */
public record Thumbnails(Size tile, int columns, int rows, int tiles, int every, Duration each) {
    /** The name of the sheet's file. */
    public static final String FILE = "thumbnails.jpg";

    private static final int WIDTH = 160;
    private static final int MOST = 100;
    private static final int COLUMNS = 10;

    /**
     * The thumbnails of a track, encoded or packaged: at most a hundred.
     *
     * @throws PackagingException if it is not a video track
     */
    public static Thumbnails of(Path track) throws IOException {
        SegmentIndexWriter.markAccessPoints(track);
        TrackFile file = TrackFile.read(track);
        if (!(file.header().entry() instanceof SampleEntry.Picture picture)) {
            throw new PackagingException(file.name() + ": not a video track");
        }
        int frames = SegmentBoundaries.each(file).size();
        int every = (frames + MOST - 1) / MOST;
        int tiles = (frames + every - 1) / every;
        int columns = Math.min(tiles, COLUMNS);
        int rows = (tiles + columns - 1) / columns;
        Duration each = tiles > 1 ? file.presented(every) : file.length();
        return new Thumbnails(tile(picture.size()), columns, rows, tiles, every, each);
    }

    /** The size of the whole sheet. */
    public Size sheet() {
        return new Size(columns * tile.width(), rows * tile.height());
    }

    /** Scales a video to the width of a tile, or to that height if it is upright; never enlarges it. */
    private static Size tile(Size picture) {
        double scale = Math.min(1, (double) WIDTH / Math.max(picture.width(), picture.height()));
        return new Size(even(picture.width() * scale), even(picture.height() * scale));
    }

    private static int even(double length) {
        return (int) Math.max(2, 2 * Math.round(length / 2));
    }
}
