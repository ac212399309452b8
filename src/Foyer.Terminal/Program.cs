using System.CommandLine;
using Foyer.Protocol.Envelopes;
using Foyer.Terminal.FullScreen;
using Spectre.Console;

namespace Foyer.Terminal;

/// <summary>The command line of <c>bin/chat</c>.</summary>
internal static class Program
{
    private static readonly Option<string> Server = new("--server")
    {
        Description = "HOST:PORT of the terminal's door.",
        DefaultValueFactory = _ =>
            Environment.GetEnvironmentVariable("FOYER_SERVER") ?? $"127.0.0.1:{ServerAddress.UsualPort}",
        Recursive = true,
    };
    private static readonly Option<string> CodecName = new Option<string>("--codec")
    {
        Description = "How frames are written: json or binary.",
        DefaultValueFactory = _ => "binary",
        Recursive = true,
    }.AcceptOnlyFromAmong("json", "binary");
    private static readonly Option<string?> User = new("--user")
    {
        Description = "Your username; asked for otherwise.",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("FOYER_USER"),
        Recursive = true,
    };
    private static readonly Option<FileInfo?> PasswordFile = new("--password-file")
    {
        Description = "A file with the password; else FOYER_PASSWORD, else asked for.",
        Recursive = true,
    };
    private static readonly Option<string> Tls = new Option<string>("--tls")
    {
        Description = "on, off, or auto: off for this machine and on for every other.",
        DefaultValueFactory = _ => "auto",
        Recursive = true,
    }.AcceptOnlyFromAmong("auto", "on", "off");
    private static readonly Option<string?> Pin = new("--pin")
    {
        Description = "sha256:… of the server's key, for servers with a certificate of their own making. Turns TLS on.",
        Recursive = true,
    };

    private static readonly Option<FileInfo?> TokenFile = new("--token-file")
    {
        Description = "A file with an access token, which signs in without a password; else FOYER_TOKEN.",
        Recursive = true,
    };
    private static readonly Option<string?> RoomName = new("--room")
    {
        Description = "The room to begin in, for piped lines too.",
    };

    /// <summary>Treats user text literally: no response files (@FILE), and no bundles of single-letter options.</summary>
    private static readonly ParserConfiguration Plain = new()
    {
        ResponseFileTokenReplacer = null,
        EnablePosixBundling = false,
    };

    public static Task<int> Main(string[] args) => Root().Parse(args, Plain).InvokeAsync();

    private static RootCommand Root()
    {
        var root = new RootCommand(
            "Chat with the people of a Foyer server. With its input piped: one command or message a line."
        )
        {
            Server,
            CodecName,
            User,
            PasswordFile,
            TokenFile,
            RoomName,
            Tls,
            Pin,
        };
        root.SetAction((parsed, cancel) => GuardAsync(() => ChatAsync(parsed, cancel)));
        root.Subcommands.Add(BuildSendCommand());
        root.Subcommands.Add(BuildTailCommand());
        return root;
    }

    private static Command BuildSendCommand()
    {
        var to = new Option<string>("--to")
        {
            Description = "A room you are in, or else a person; #ROOM and @PERSON leave no doubt.",
            Required = true,
        };
        var subject = new Option<string?>("--subject") { Description = "The message's subject." };
        var text = new Argument<string>("TEXT") { Description = "What to say; - reads it from standard input." };
        var command = new Command("send", "Send one message; exit code 0 when it was stored.") { to, subject, text };
        command.SetAction(
            (parsed, cancel) =>
                GuardAsync(async () =>
                {
                    var said = parsed.GetValue(text)!;
                    if (said == "-")
                        said = (await Console.In.ReadToEndAsync(cancel)).TrimEnd('\r', '\n');
                    using var link = await OpenAsync(parsed, comesBack: false, cancel);
                    return await SendCommand.RunAsync(
                        link,
                        parsed.GetValue(to)!,
                        parsed.GetValue(subject),
                        said,
                        Console.Error,
                        cancel
                    );
                })
        );
        return command;
    }

    private static Command BuildTailCommand()
    {
        var room = new Argument<string>("ROOM") { Description = "A room you are in." };
        var json = new Option<bool>("--json") { Description = "One JSON object a line, as the server sends it." };
        var command = new Command("tail", "Print what is said in a room, as it comes.") { room, json };
        command.SetAction(
            (parsed, cancel) =>
                GuardAsync(async () =>
                {
                    using var link = await OpenAsync(parsed, comesBack: true, cancel);
                    return await TailCommand.RunAsync(
                        link,
                        parsed.GetValue(room)!,
                        parsed.GetValue(json),
                        Console.Out,
                        Console.Error,
                        cancel
                    );
                })
        );
        return command;
    }

    private static async Task<int> ChatAsync(ParseResult parsed, CancellationToken cancel)
    {
        if (Console.IsInputRedirected || Console.IsOutputRedirected || !AnsiConsole.Profile.Capabilities.Ansi)
        {
            using var piped = await OpenAsync(parsed, comesBack: true, cancel);
            return await new LineMode(piped, Console.In, Console.Out, Console.Error)
            {
                Begin = parsed.GetValue(RoomName),
            }.RunAsync(cancel);
        }
        var keyboard = new Keyboard();
        var answers = new PromptedAnswers(keyboard, parsed.GetValue(User), Password(parsed), Token(parsed));
        while (true)
        {
            using var link = await ArriveAsync(parsed, answers, cancel);
            var screen = new ScreenMode(link, AnsiConsole.Console, keyboard) { Begin = parsed.GetValue(RoomName) };
            var code = await screen.RunAsync(cancel);
            if (!screen.HasLeft)
                return code;
            Console.WriteLine("The account is deleted. Sign in with another name, or leave with Ctrl C.");
        }
    }

    /// <summary>In interactive use: reports that the server cannot be reached, and retries until it can.</summary>
    private static async Task<ServerLink> ArriveAsync(
        ParseResult parsed,
        SignInAnswers answers,
        CancellationToken cancel
    )
    {
        for (var pause = 1; ; pause = Math.Min(30, pause * 2))
        {
            var link = new ServerLink(DoorOf(parsed), answers, comesBack: true);
            try
            {
                await link.OpenAsync(cancel);
                return link;
            }
            catch (StartOverException)
            {
                link.Dispose();
                pause = 1;
            }
            catch (UnreachableException why) when (!why.IsFinal)
            {
                link.Dispose();
                Console.WriteLine($"{why.Message} Trying again in {pause} s; Ctrl C leaves.");
                await Task.Delay(TimeSpan.FromSeconds(pause), cancel);
            }
        }
    }

    private static async Task<ServerLink> OpenAsync(ParseResult parsed, bool comesBack, CancellationToken cancel)
    {
        var link = new ServerLink(
            DoorOf(parsed),
            new PresetAnswers(parsed.GetValue(User), Password(parsed), Token(parsed)),
            comesBack
        );
        await link.OpenAsync(cancel);
        return link;
    }

    private static async Task<int> GuardAsync(Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (UnreachableException why)
        {
            await Console.Error.WriteLineAsync(why.Message);
            return 1;
        }
        catch (OperationCanceledException)
        {
            return 130;
        }
    }

    private static ServerAddress DoorOf(ParseResult parsed)
    {
        var server = parsed.GetValue(Server)!;
        if (ServerAddress.Parse(server) is not var (host, port))
            throw new UnreachableException($"--server is \"{SafeText.Line(server)}\"; it must be HOST:PORT.");
        var pin = parsed
            .GetValue(Pin)
            ?.Replace("sha256:", "", StringComparison.OrdinalIgnoreCase)
            .Replace(":", "", StringComparison.Ordinal)
            .ToLowerInvariant();
        var codec = parsed.GetValue(CodecName) == "json" ? Codec.Json : Codec.Binary;
        var door = new ServerAddress(host, port, codec, Tls: false, pin);
        var isOn = parsed.GetValue(Tls) switch
        {
            "on" => true,
            "off" => false,
            _ => pin is not null || !door.IsLoopback,
        };
        if (!isOn && !door.IsLoopback)
            throw new UnreachableException(
                $"Without TLS everybody on the way to {door} could read along; --tls off is for this machine only."
            );
        return door with { Tls = isOn };
    }

    private static string? Password(ParseResult parsed) => Secret(parsed, PasswordFile, "FOYER_PASSWORD");

    private static string? Token(ParseResult parsed) => Secret(parsed, TokenFile, "FOYER_TOKEN");

    private static string? Secret(ParseResult parsed, Option<FileInfo?> option, string variable)
    {
        if (parsed.GetValue(option) is not { } file)
            return Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null;
        if (!file.Exists)
            throw new UnreachableException($"There is no file {SafeText.Line(file.FullName)}.");
        return File.ReadAllText(file.FullName).TrimEnd('\r', '\n');
    }
}
