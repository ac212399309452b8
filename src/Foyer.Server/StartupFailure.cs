using System.Net.Sockets;
using System.Security.Cryptography;
using Foyer.Protocol;
using Foyer.Server.Settings;
using Microsoft.AspNetCore.Connections;
using Microsoft.Data.Sqlite;

namespace Foyer.Server;

/// <summary>The sentence printed on the console when the server cannot start.</summary>
internal static class StartupFailure
{
    /// <summary>Returns one sentence that names the setting; null for an internal fault.</summary>
    public static string? Sentence(Exception fault) =>
        fault switch
        {
            StartupException refused => refused.Message,
            // Several parts of the server start concurrently, and may fail together.
            AggregateException several => several
                .InnerExceptions.Select(Sentence)
                .FirstOrDefault(one => one is not null),
            IOException { InnerException: AddressInUseException } taken => Told(
                $"Foyer cannot start. {taken.Message} Choose another address with --urls."
            ),
            SocketException refused => Told($"Foyer cannot listen where --urls says. {refused.Message}."),
            FormatException wrong => Told($"Foyer cannot start, because --urls is wrong. {wrong.Message}"),
            InvalidOperationException missing when missing.Message.Contains("HTTPS", StringComparison.Ordinal) =>
                "Foyer cannot start. --urls has an https address, for which Foyer:Http:CertificatePath must name a certificate.",
            SqliteException broken => Told($"Foyer cannot open the database in Foyer:Data. {broken.Message}"),
            CryptographicException wrong => Told($"Foyer cannot read its keys in Foyer:Data. {wrong.Message}"),
            IOException or UnauthorizedAccessException => Told($"Foyer cannot start. {fault.Message}"),
            _ => null,
        };

    private static string Told(string sentence) => PlainText.Encode(sentence);
}
