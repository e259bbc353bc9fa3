package dev.renditions.http;

import dev.renditions.api.SourceName;
import dev.renditions.http.message.RenditionStatus;
import dev.renditions.kind.Profile;
import dev.renditions.service.lookup.FailurePolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Renditions that stand as a test says, and what was asked to be made. */
public final class FakeOnDemand implements OnDemand {
    public final Map<String, RenditionStatus> standings = new ConcurrentHashMap<>();
    final List<Duration> waits = new ArrayList<>();
    public final List<FailurePolicy> asked = new ArrayList<>();
    public RuntimeException failure;
    RenditionStatus made = new RenditionStatus.Missing();

    @Override
    public RenditionStatus find(SourceName source, Profile profile) {
        if (failure != null) {
            throw failure;
        }
        return standings.getOrDefault(profile.name() + " " + source, new RenditionStatus.Missing());
    }

    @Override
    public RenditionStatus make(SourceName source, Profile profile, Duration wait, FailurePolicy known)
            throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        waits.add(wait);
        asked.add(known);
        return made;
    }
}
