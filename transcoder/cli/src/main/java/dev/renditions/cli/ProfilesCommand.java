package dev.renditions.cli;

import dev.renditions.api.MediaException;
import dev.renditions.cli.display.Table;
import dev.renditions.cli.display.Terminal;
import dev.renditions.config.Settings;
import dev.renditions.config.Wiring;
import dev.renditions.kind.Profile;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** Lists the profiles. */
@Command(
        name = "profiles",
        description =
                "Lists the profiles with the fingerprints of their settings, and names those that this ffmpeg can't make.")
final class ProfilesCommand extends SettingsCommand {
    ProfilesCommand(Terminal terminal, Map<String, String> environment) {
        super(terminal, environment);
    }

    @Override
    public Integer call() {
        Settings settings = settings();
        List<Profile> profiles = settings.catalog().all();
        List<List<String>> rows = profiles.stream().map(ProfilesCommand::row).toList();
        Table.print(
                List.of("PROFILE", "FINGERPRINT", "MEDIA TYPE", "DESCRIPTION"),
                rows,
                terminal().out());
        try (Wiring wiring = Wiring.of(settings, 1)) {
            profiles.stream()
                    .flatMap(p -> wiring.transcoder().unsupportedReason(p).stream())
                    .forEach(reason -> terminal().say(reason));
        } catch (MediaException e) {
            terminal().say("no profile can be used: " + e.getMessage());
        }
        return 0;
    }

    private static List<String> row(Profile p) {
        return List.of(p.name(), p.id().fingerprint(), p.mediaType(), p.description());
    }
}
