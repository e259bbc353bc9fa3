package dev.renditions.ffmpeg.probe;

import com.fasterxml.jackson.databind.JsonNode;
import dev.renditions.api.MediaException;
import dev.renditions.media.ImageParts;
import dev.renditions.media.Orientation;
import dev.renditions.media.Size;
import dev.renditions.media.VideoStream;
import dev.renditions.media.mp4.HeifFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Finds the image to show among the streams that ffprobe lists for a HEIF file: single images, tiles, thumbnails, alpha
 * channels, and the tracks of a sequence.
 *
 * @param root the output of ffprobe
 * @param heif the index of the file
 */
record HeifImage(JsonNode root, HeifFile heif) {
    /** The animation, if the file has one: a track of several frames. */
    Optional<ProbedStream> sequence() {
        return heif.sequence()
                ? videos().stream()
                        .filter(s -> s.frames() > 1 && s.refusal().isEmpty())
                        .findFirst()
                : Optional.empty();
    }

    /**
     * The animation if there is one, otherwise the primary image.
     *
     * @throws MediaException of kind DAMAGED or UNSUPPORTED if the primary image is not among the streams, or can't be decoded
     */
    List<VideoStream> streams(ProbedTimes times) {
        List<VideoStream> streams = new ArrayList<>();
        sequence().ifPresent(stream -> streams.add(stream.video(false, times)));
        if (streams.isEmpty()) {
            streams.add(tiled().orElseGet(this::single));
        }
        return streams;
    }

    /** The indexes of the streams that {@link #streams} are made of. */
    List<Integer> used() {
        Optional<ProbedStream> sequence = sequence();
        if (sequence.isPresent()) {
            return List.of(sequence.get().index());
        }
        HeifFile.Item primary = heif.primary();
        return group(primary)
                .map(HeifImage::members)
                .orElseGet(() -> stream(primary).map(s -> List.of(s.index())).orElse(List.of()));
    }

    private List<ProbedStream> videos() {
        List<ProbedStream> videos = new ArrayList<>();
        for (JsonNode node : root.path("streams")) {
            ProbedStream stream = new ProbedStream(node);
            if (stream.isVideo()) {
                videos.add(stream);
            }
        }
        return videos;
    }

    private Optional<ProbedStream> stream(HeifFile.Item item) {
        return videos().stream().filter(s -> s.id() == item.number()).findFirst();
    }

    private Optional<JsonNode> group(HeifFile.Item item) {
        for (JsonNode group : root.path("stream_groups")) {
            if (group.path("id").asText("").equals("0x" + Long.toHexString(item.number()))) {
                return Optional.of(group);
            }
        }
        return Optional.empty();
    }

    private static List<Integer> members(JsonNode group) {
        List<Integer> members = new ArrayList<>();
        group.path("streams").forEach(stream -> members.add(stream.path("index").asInt()));
        return members;
    }

    /** An image of tiles, which ffmpeg joins, crops and rotates by itself. */
    private Optional<VideoStream> tiled() {
        return group(heif.primary()).map(group -> {
            JsonNode grid = group.path("components").path(0);
            return image(
                    require(firstTile(group).orElseThrow(HeifImage::missing)),
                    joined(group),
                    size(grid, "width", "height"),
                    heif.primary().rest(),
                    OptionalInt.of(group.path("index").asInt()));
        });
    }

    /** The size that ffmpeg allocates for a grid: of all tiles, or of the shown part if an invalid file states a larger one. */
    private static Size joined(JsonNode group) {
        JsonNode grid = group.path("components").path(0);
        Size tiles = size(grid, "coded_width", "coded_height");
        Size shown = size(grid, "width", "height");
        return new Size(Math.max(tiles.width(), shown.width()), Math.max(tiles.height(), shown.height()));
    }

    private Optional<ProbedStream> firstTile(JsonNode group) {
        List<Integer> members = members(group);
        return videos().stream().filter(s -> members.contains(s.index())).findFirst();
    }

    private VideoStream single() {
        ProbedStream stream = require(stream(heif.primary()).orElseThrow(HeifImage::missing));
        return image(
                stream,
                stream.size(),
                stream.squarePixels(stream.cropped()),
                heif.primary().orientation(),
                OptionalInt.empty());
    }

    /**
     * The image as a stream.
     *
     * @param unturned its size before it is rotated for display
     * @param orientation how it has to be rotated after ffmpeg has decoded it
     */
    private VideoStream image(
            ProbedStream stream, Size coded, Size unturned, Orientation orientation, OptionalInt tileGroup) {
        return new VideoStream(
                stream.index(),
                stream.codec(),
                coded,
                heif.primary().orientation().shown(unturned),
                orientation,
                Optional.empty(),
                stream.pixelFormat(),
                stream.color(),
                false,
                false,
                true,
                Optional.empty(),
                stream.coding(),
                parts(tileGroup, coded, orientation),
                false);
    }

    private ImageParts parts(OptionalInt tileGroup, Size coded, Orientation orientation) {
        ImageParts opaque = new ImageParts(tileGroup, OptionalInt.empty(), OptionalInt.empty(), Orientation.UPRIGHT);
        if (heif.alpha().isEmpty()) {
            return opaque;
        }
        HeifFile.Item alpha = heif.alpha().get();
        Optional<JsonNode> tiles = group(alpha);
        tiles.map(HeifImage::joined)
                .filter(size -> longSide(size) > 2L * longSide(coded))
                .ifPresent(size -> {
                    throw new MediaException(
                            MediaException.Kind.DAMAGED,
                            "the alpha channel is " + size + ", far larger than its image");
                });
        Orientation turned = tiles.isPresent() ? alpha.rest() : alpha.orientation();
        return tiles.flatMap(this::firstTile)
                .or(() -> stream(alpha))
                .map(stream -> new ImageParts(
                        tileGroup,
                        OptionalInt.of(stream.index()),
                        tiles.stream()
                                .mapToInt(group -> group.path("index").asInt())
                                .findFirst(),
                        turned.then(orientation.inverse())))
                .orElse(opaque);
    }

    private static int longSide(Size size) {
        return Math.max(size.width(), size.height());
    }

    private static ProbedStream require(ProbedStream stream) {
        if (!stream.refusal().isEmpty()) {
            throw new MediaException(
                    stream.decodable() ? MediaException.Kind.DAMAGED : MediaException.Kind.UNSUPPORTED,
                    stream.refusal());
        }
        return stream;
    }

    private static MediaException missing() {
        return new MediaException(
                MediaException.Kind.UNSUPPORTED, "the primary image of the file is of a kind that is not supported");
    }

    private static Size size(JsonNode grid, String width, String height) {
        try {
            return new Size(grid.path(width).asInt(), grid.path(height).asInt());
        } catch (IllegalArgumentException e) {
            throw new MediaException(MediaException.Kind.DAMAGED, "the size of the image can't be read", e);
        }
    }
}
