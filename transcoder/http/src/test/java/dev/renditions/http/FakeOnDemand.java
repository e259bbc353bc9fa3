package dev.renditions.http;

import dev.renditions.api.SourceName;
import dev.renditions.http.message.Standing;
import dev.renditions.profile.Profile;
import dev.renditions.service.lookup.KnownFailures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Renditions that stand as a test says, and what was asked to be made. */
public final class FakeOnDemand implements OnDemand {
    public final Map<String, Standing> standings = new ConcurrentHashMap<>();
    final List<Duration> waits = new ArrayList<>();
    public final List<KnownFailures> asked = new ArrayList<>();
    public RuntimeException failure;
    Standing made = new Standing.Missing();

    @Override
    public Standing find(SourceName source, Profile profile) {
        if (failure != null) {
            throw failure;
        }
        return standings.getOrDefault(profile.name() + " " + source, new Standing.Missing());
    }

    @Override
    public Standing make(SourceName source, Profile profile, Duration wait, KnownFailures known)
            throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        waits.add(wait);
        asked.add(known);
        return made;
    }
}
