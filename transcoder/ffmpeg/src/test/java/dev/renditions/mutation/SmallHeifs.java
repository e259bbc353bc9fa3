package dev.renditions.mutation;

import dev.renditions.ffmpeg.process.TestMedia;
import dev.renditions.media.Size;
import dev.renditions.testing.Boxes;
import dev.renditions.testing.CodedPicture;
import dev.renditions.testing.HeifWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Small HEIC and AVIF files of many kinds: single or tiled, rotated, mirrored, 8 or 10 bits, transparent, animated. */
final class SmallHeifs {
    private static final Size WHOLE = new Size(90, 80);
    private static final Size TILE = new Size(64, 64);
    private static final String INPUT = "-f lavfi -i testsrc2=size=90x80";
    private static final String GRAY = INPUT + ",format=gray";
    private static final String TEN_BIT = INPUT + ",format=yuv420p10le";
    private static final List<String> CORNERS = List.of("0:0", "64:0", "0:64", "64:64");

    private final Path folder;

    private SmallHeifs(Path folder) {
        this.folder = folder;
    }

    /** One file of each kind, made in a folder. */
    static List<SmallMedia> all(Path folder) {
        return new SmallHeifs(folder).all();
    }

    private List<SmallMedia> all() {
        List<CodedPicture> hevc = tiles(false, INPUT);
        List<CodedPicture> av1 = tiles(true, TEN_BIT);
        HeifWriter photo = HeifWriter.heic();
        photo.picture(CodedPicture.hevc(folder, WHOLE, TEN_BIT));
        photo.property(1, HeifWriter.irot(1)).property(1, HeifWriter.imir(0));
        photo.item("Exif", Boxes.text("\0\0\0\0no TIFF"));
        HeifWriter tiled = HeifWriter.heic();
        int grid = grid(tiled, hevc);
        tiled.property(grid, HeifWriter.irot(3)).property(grid, HeifWriter.imir(1));
        HeifWriter transparent = HeifWriter.heic();
        int opaque = grid(transparent, hevc);
        transparent.alpha(grid(transparent, tiles(false, GRAY)), opaque).primary(opaque);
        HeifWriter tiledAvif = HeifWriter.avif();
        int deep = grid(tiledAvif, av1);
        tiledAvif.primary(deep).property(deep, HeifWriter.irot(1));
        HeifWriter transparentAvif = HeifWriter.avif();
        transparentAvif.picture(CodedPicture.av1(folder, WHOLE, INPUT));
        transparentAvif.alpha(transparentAvif.picture(CodedPicture.av1(folder, WHOLE, GRAY)), 1);
        transparentAvif.property(1, HeifWriter.imir(1)).property(2, HeifWriter.imir(1));
        return List.of(
                new SmallMedia("turned-10-bit.heic", photo.bytes()),
                new SmallMedia("tiles.heic", tiled.primary(grid).bytes()),
                new SmallMedia("alpha-tiles.heic", transparent.bytes()),
                new SmallMedia("tiles-10-bit.avif", tiledAvif.bytes()),
                new SmallMedia("alpha.avif", transparentAvif.bytes()),
                animation());
    }

    private List<CodedPicture> tiles(boolean av1, String input) {
        List<CodedPicture> tiles = new ArrayList<>();
        for (String corner : CORNERS) {
            String tile = input + ",pad=128:128,crop=64:64:" + corner;
            tiles.add(av1 ? CodedPicture.av1(folder, TILE, tile) : CodedPicture.hevc(folder, TILE, tile));
        }
        return tiles;
    }

    private static int grid(HeifWriter heif, List<CodedPicture> tiles) {
        return heif.grid(2, 2, WHOLE, tiles.stream().map(heif::picture).toList());
    }

    private SmallMedia animation() {
        try {
            Path made = TestMedia.make(
                    folder.resolve("moving.avif"), INPUT + ":rate=10 -t 0.4 -c:v libaom-av1 -cpu-used 8 -f avif");
            return new SmallMedia("moving.avif", Files.readAllBytes(made));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
