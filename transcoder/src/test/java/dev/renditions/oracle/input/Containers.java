package dev.renditions.oracle.input;

import static dev.renditions.oracle.input.Films.AAC;
import static dev.renditions.oracle.input.Films.H264;
import static dev.renditions.oracle.input.Films.MP3;
import static dev.renditions.oracle.input.Films.MPEG4;

import java.util.List;

/** The usual scene in each container of films. */
final class Containers {
    private Containers() {}

    static List<Input> all() {
        return List.of(
                Films.usual("mp4", "mp4", H264 + AAC),
                Films.usual("mkv", "mkv", H264 + AAC),
                Films.usual("avi", "avi", MPEG4 + MP3));
    }
}
