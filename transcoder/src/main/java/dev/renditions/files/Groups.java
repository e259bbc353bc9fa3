package dev.renditions.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.List;

/** The groups that some systems make for each user, with the user's name and nobody else in them. */
final class Groups {
    private static final Path LIST = Path.of("/etc/group");

    private Groups() {}

    /** Whether a file's group has its owner's name and, as far as this machine lists its members, no other member. */
    static boolean isOwnersAlone(PosixFileAttributes attributes) throws IOException {
        String name = attributes.group().getName();
        return name.equals(attributes.owner().getName())
                && Files.isReadable(LIST)
                && alone(name, Files.readAllLines(LIST));
    }

    /** {@code NAME:PASSWORD:GID:MEMBER,...}; who has it as the first group is not named. */
    static boolean alone(String name, List<String> lines) {
        return lines.stream()
                .map(line -> line.split(":", -1))
                .filter(fields -> fields.length == 4 && fields[0].equals(name))
                .anyMatch(fields -> fields[3].isEmpty() || fields[3].equals(name));
    }
}
