package dev.udsecho.cli;

import picocli.CommandLine.Command;

/** What {@code serve --help} shows. The service itself is started without this class, by Quarkus. */
@Command(
        name = "serve",
        header = "Serve on a Unix domain socket until SIGTERM or SIGINT.",
        synopsisHeading = "Usage: ",
        customSynopsis = "udsecho [serve] [-Dkey=value]...",
        description = {
            "%nEvery byte that a client sends comes back, in order, once. The file appears with its mode and group, when a"
                    + " client can be served, and is taken back at the end; nothing foreign at the path is ever touched.",
            "%nEach key is also an environment variable (ECHO_SOCKET_PATH):%n",
            "  echo.socket.path     /tmp/echo.sock   absolute path, at most 106 bytes",
            "  echo.socket.mode     0660             permission of the file, octal",
            "  echo.socket.group    -                group of the file, name or number",
            "  echo.socket.backlog  1024             connects that may wait",
            "  echo.socket.wait     0s               stand by so long for a live owner to leave",
            "  echo.max-connections 8192             open at once; fitted to ulimit -n",
            "  echo.idle-timeout    0s               close if no byte moved for so long; 0s: never",
            "  echo.stall-timeout   30s              close if the peer takes none of its bytes",
            "  echo.drain-timeout   5s               open connections may go on after SIGTERM",
            "  echo.access.uids     -                serve these users only, and echo.access.gids",
            "  echo.log.payload     none             preview logs what each read brings",
            "  echo.event-loops     0                event loops; 0: one a processor",
            "  quarkus.http.port    9808             health, as /q/health/ready"
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:ended by SIGTERM or SIGINT; a second one ends it at once",
            "64:wrong configuration, or wrong words",
            "69:native transport, or the HTTP port, is not available",
            "71:too few file descriptors to start with",
            "73:the path cannot be owned; the message names the cause"
        },
        footer = {
            "%nExamples:%n",
            "  udsecho serve%n",
            "  ECHO_SOCKET_PATH=/run/echo/echo.sock udsecho serve -Decho.socket.group=2000"
        },
        mixinStandardHelpOptions = true,
        versionProvider = UdsechoCommand.Version.class)
final class ServeCommand {}
