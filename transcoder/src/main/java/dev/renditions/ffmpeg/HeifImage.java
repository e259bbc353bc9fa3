package dev.renditions.ffmpeg;

import com.fasterxml.jackson.databind.JsonNode;
import dev.renditions.MediaException;
import dev.renditions.media.ImageParts;
import dev.renditions.media.Orientation;
import dev.renditions.media.Size;
import dev.renditions.media.VideoStream;
import dev.renditions.packaging.HeifFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Finds the picture to show among the streams that ffprobe lists of a HEIF file: items that are pictures of their own, tiles,
 * thumbnails and alpha channels, and the tracks of a sequence.
 *
 * @param root what ffprobe printed
 * @param heif what the file itself says
 */
record HeifImage(JsonNode root, HeifFile heif) {
    /** The animation, if the file has one: a track of several pictures. */
    Optional<ProbedStream> sequence() {
        return heif.sequence()
                ? videos().stream()
                        .filter(s -> s.frames() > 1 && s.refusal().isEmpty())
                        .findFirst()
                : Optional.empty();
    }

    /**
     * The animation first, if there is one; then the primary picture, which stands beside an animation as cover art does.
     *
     * @throws MediaException of kind DAMAGED or UNSUPPORTED if the primary picture is not among the streams, or is not decoded
     */
    List<VideoStream> streams(ProbedTimes times) {
        List<VideoStream> streams = new ArrayList<>();
        sequence().ifPresent(stream -> streams.add(stream.video(false, times)));
        if (streams.isEmpty()) {
            streams.add(tiled().orElseGet(this::single));
        }
        return streams;
    }

    /** The numbers of the streams that {@link #streams} stand for. */
    List<Integer> used() {
        Optional<ProbedStream> sequence = sequence();
        if (sequence.isPresent()) {
            return List.of(sequence.get().index());
        }
        return group().map(HeifImage::members)
                .orElseGet(
                        () -> item(heif.primary()).map(s -> List.of(s.index())).orElse(List.of()));
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

    private Optional<ProbedStream> item(long id) {
        return videos().stream().filter(s -> s.id() == id).findFirst();
    }

    private Optional<JsonNode> group() {
        for (JsonNode group : root.path("stream_groups")) {
            if (group.path("id").asText("").equals("0x" + Long.toHexString(heif.primary()))) {
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

    /** A picture of tiles, which ffmpeg joins, crops and turns upright by itself. */
    private Optional<VideoStream> tiled() {
        return group().map(group -> {
            JsonNode grid = group.path("components").path(0);
            Size whole = size(grid, "coded_width", "coded_height");
            ProbedStream tile = videos().stream()
                    .filter(s -> members(group).contains(s.index()))
                    .findFirst()
                    .orElseThrow(HeifImage::missing);
            return image(
                    require(tile),
                    whole,
                    heif.orientation().shown(size(grid, "width", "height")),
                    Orientation.UPRIGHT,
                    OptionalInt.of(group.path("index").asInt()));
        });
    }

    private VideoStream single() {
        ProbedStream stream = require(item(heif.primary()).orElseThrow(HeifImage::missing));
        return image(
                stream,
                stream.size(),
                heif.orientation().shown(stream.squarePixels(stream.size())),
                heif.orientation(),
                OptionalInt.empty());
    }

    private VideoStream image(
            ProbedStream stream, Size coded, Size displayed, Orientation orientation, OptionalInt tileGroup) {
        return new VideoStream(
                stream.index(),
                stream.codec(),
                coded,
                displayed,
                orientation,
                Optional.empty(),
                stream.pixelFormat(),
                stream.color(),
                false,
                false,
                true,
                Optional.empty(),
                stream.coding(),
                new ImageParts(tileGroup, alpha()),
                false);
    }

    private OptionalInt alpha() {
        OptionalLong item = heif.alpha();
        return item.isPresent()
                ? item(item.getAsLong()).stream().mapToInt(ProbedStream::index).findFirst()
                : OptionalInt.empty();
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
                MediaException.Kind.UNSUPPORTED, "the primary picture of the file is of a kind that is not supported");
    }

    private static Size size(JsonNode grid, String width, String height) {
        try {
            return new Size(grid.path(width).asInt(), grid.path(height).asInt());
        } catch (IllegalArgumentException e) {
            throw new MediaException(MediaException.Kind.DAMAGED, "the picture's size can't be read", e);
        }
    }
}
