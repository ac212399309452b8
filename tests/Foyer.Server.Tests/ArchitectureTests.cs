using System.Reflection;

namespace Foyer.Server.Tests;

/// <summary>The arrows of docs/architecture.md, read from the compiled server.</summary>
public sealed class ArchitectureTests
{
    /// <summary>From the top down: a slice may name itself and what is below it. Gateways and pages are side by side.</summary>
    private static readonly string[][] Floors =
    [
        ["Gateways", "Web"],
        ["Commands"],
        ["Moderation"],
        ["Events"],
        ["Chat"],
        ["People"],
        ["Notifications"],
        ["Audit"],
        ["Accounts"],
        ["Mail"],
        ["Live"],
        ["Media"],
        ["Storage"],
        ["Logging", "Resources", "Settings"],
    ];

    /// <summary>The same inside Chat. What lies in Chat itself registers all of them.</summary>
    private static readonly string[][] ChatFloors =
    [
        ["Search", "Polls"],
        ["Membership"],
        ["Unread"],
        ["Messages"],
        ["Files"],
        ["Rooms"],
    ];

    private static readonly string[] Dialects =
    [
        "Microsoft.AspNetCore.Http",
        "Microsoft.AspNetCore.Mvc",
        "Microsoft.AspNetCore.Razor",
        "System.Net.WebSockets",
    ];

    private static readonly Assembly Server = typeof(Foyer.Server.Settings.FoyerSettings).Assembly;

    [Fact]
    public void Every_folder_of_the_server_stands_on_a_floor()
    {
        var slices = Server.GetTypes().Select(Slice).OfType<string>().Distinct().ToList();

        slices.ShouldContain("Storage");
        slices.ShouldAllBe(slice => Floor(slice) >= 0);
    }

    [Fact]
    public void Arrows_point_down() =>
        Named((from, to) => Slice(to) is { } lower && Floor(lower) < Floor(Slice(from)!)).ShouldBeEmpty();

    [Fact]
    public void Arrows_inside_chat_point_down() =>
        Named(
                (from, to) =>
                    ChatFloor(from) is { } upper
                    && ChatFloor(to) is { } lower
                    && (lower < upper || (lower == upper && Part(from) != Part(to)))
            )
            .ShouldBeEmpty();

    [Fact]
    public void Settings_logging_and_resources_depend_on_no_other_folder() =>
        Named(
                (from, to) =>
                    Slice(from) is "Settings" or "Logging" or "Resources"
                    && Slice(to) is { } other
                    && other != Slice(from)
            )
            .ShouldBeEmpty();

    [Fact]
    public void Only_doors_know_http_pages_and_sockets() =>
        Named((from, to) => Floor(Slice(from)!) > 0 && Dialects.Any(name => IsWithin(to, name))).ShouldBeEmpty();

    [Fact]
    public void Only_storage_knows_SQLite()
    {
        Server
            .GetTypes()
            .Where(type => Slice(type) == "Storage")
            .SelectMany(TypeReferences.Of)
            .ShouldContain(type => IsSqlite(type));

        Named((from, to) => Slice(from) != "Storage" && IsSqlite(to)).ShouldBeEmpty();
    }

    [Fact]
    public void The_scan_sees_what_a_body_a_lambda_and_a_type_argument_name()
    {
        var seen = typeof(Sample).WithNested().SelectMany(TypeReferences.Of).ToHashSet();

        seen.ShouldContain(typeof(StringWriter));
        seen.ShouldContain(typeof(Uri));
        seen.ShouldContain(typeof(Version));
    }

    private static List<string> Named(Func<Type, Type, bool> forbidden) =>
        Server
            .GetTypes()
            .Where(type => Slice(type) is not null)
            .SelectMany(type =>
                TypeReferences.Of(type).Where(to => forbidden(type, to)).Select(to => $"{type} names {to}")
            )
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ToList();

    private static int Floor(string slice) => Array.FindIndex(Floors, floor => floor.Contains(slice));

    /// <summary>The folder below the server's own, or null for what is not of a folder of the server.</summary>
    private static string? Slice(Type type) =>
        type.Assembly == Server && type.Namespace?.Split('.') is ["Foyer", "Server", var slice, ..] ? slice : null;

    /// <summary>The folder below Chat, or null elsewhere.</summary>
    private static string? Part(Type type) =>
        type.Assembly == Server && type.Namespace?.Split('.') is ["Foyer", "Server", "Chat", var part, ..]
            ? part
            : null;

    private static int? ChatFloor(Type type) =>
        Part(type) is { } part ? Array.FindIndex(ChatFloors, floor => floor.Contains(part)) : null;

    private static bool IsWithin(Type type, string space) =>
        type.Namespace is { } name && (name == space || name.StartsWith(space + ".", StringComparison.Ordinal));

    private static bool IsSqlite(Type type) => IsWithin(type, "Microsoft.Data.Sqlite") || IsWithin(type, "SQLitePCL");

    private static class Sample
    {
        public static readonly List<Version> Versions = [];

        public static string Text()
        {
            Func<Uri> lazy = () => new Uri("http://localhost");
            using var writer = new StringWriter();
            writer.Write(lazy());
            return writer.ToString();
        }
    }
}
