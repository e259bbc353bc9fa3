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
 * Small pictures of a track's key frames on one sheet, row by row, for the bar that a viewer drags. Immutable.
 *
 * @param tile the size of one
 * @param columns beside each other
 * @param rows below each other, the last filled up
 * @param tiles how many there are; at least one
 * @param every which key frames they are: the first, and each so many behind it
 * @param each how long each stands for
 */
public record Thumbnails(Size tile, int columns, int rows, int tiles, int every, Duration each) {
    /** The name of the sheet's file. */
    public static final String FILE = "thumbnails.jpg";

    private static final int WIDTH = 160;
    private static final int MOST = 100;
    private static final int COLUMNS = 10;

    /**
     * What there is to show of a track, as an encoder leaves it or packaged: a hundred pictures at most.
     *
     * @throws PackagingException if it is not a track of pictures
     */
    public static Thumbnails of(Path track) throws IOException {
        SegmentIndexWriter.markAccessPoints(track);
        TrackFile file = TrackFile.read(track);
        if (!(file.header().entry() instanceof SampleEntry.Picture picture)) {
            throw new PackagingException(file.name() + ": no pictures");
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

    /** As wide as a tile is, or as high if it is upright; never larger than it is. */
    private static Size tile(Size picture) {
        double scale = Math.min(1, (double) WIDTH / Math.max(picture.width(), picture.height()));
        return new Size(even(picture.width() * scale), even(picture.height() * scale));
    }

    private static int even(double length) {
        return (int) Math.max(2, 2 * Math.round(length / 2));
    }
}
