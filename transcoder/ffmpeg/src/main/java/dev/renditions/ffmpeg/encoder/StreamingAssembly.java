package dev.renditions.ffmpeg.encoder;

import dev.renditions.api.Transcoder.Input;
import dev.renditions.api.Transcoder.Order;
import dev.renditions.ffmpeg.engine.Ffmpeg;
import dev.renditions.ffmpeg.filter.FilterCapabilities;
import dev.renditions.ffmpeg.order.EncodeOrder;
import dev.renditions.ffmpeg.process.TimeLeft;
import dev.renditions.ffmpeg.text.TextFiles;
import dev.renditions.kind.OutputFile;
import dev.renditions.kind.streaming.StreamingPlan;
import dev.renditions.kind.streaming.StreamingProfile;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * How a {@link StreamingPlan} is made: text tracks from the source, video and audio from tracks, then thumbnails and the rest of
 * the package. Immutable.
 *
 * @param plan the plan
 */
public record StreamingAssembly(StreamingPlan plan) implements Assembly {
    /** Ffmpeg's names of the encoders and filters that a profile needs, whatever its source. */
    public static Set<String> needs(StreamingProfile profile) {
        Set<String> needs = new TreeSet<>(FilterCapabilities.of(profile.edits()));
        profile.ladder().forEach(rung -> needs.add(VideoEncoder.of(rung.codec()).name()));
        profile.audio().forEach(encoding -> needs.add(AudioOptions.encoder(encoding.codec())));
        return needs;
    }

    @Override
    public Set<String> needs() {
        Set<String> needs = new TreeSet<>();
        plan.ladder().forEach(rung -> needs.addAll(FilterCapabilities.of(rung.conversion())));
        return needs;
    }

    @Override
    public EncodeOrder turn() {
        return EncodeOrder.VIDEO;
    }

    @Override
    public void prepare(Input source, Order order, Ffmpeg ffmpeg, TimeLeft time) {
        new StreamingPackage(plan, order.folder()).writeTexts(source, new TextFiles(ffmpeg), time);
    }

    @Override
    public Assembled assemble(AssemblyScene scene) throws IOException {
        StreamingPackage files = new StreamingPackage(plan, scene.order().folder());
        scene.withoutSource(() -> files.writeTracks(scene));
        files.makeThumbnails(new ThumbnailSheet(scene.ffmpeg()), scene.time());
        List<OutputFile> outputs = files.write();
        return new Assembled(outputs, files.names());
    }
}
