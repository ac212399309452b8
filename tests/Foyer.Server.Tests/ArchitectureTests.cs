using System.Reflection;

namespace Foyer.Server.Tests;

/// <summary>The arrows of docs/architecture.md, read from the compiled server.</summary>
public sealed class ArchitectureTests
{
    /// <summary>From the top down: a slice may name itself and what stands below it. Doors stand side by side.</summary>
    private static readonly string[][] Floors =
    [
        ["Gateways", "Web"],
        ["Commands"],
        ["Moderation"],
        ["Notifications"],
        ["Events"],
        ["Messages"],
        ["Rooms"],
        ["Accounts"],
        ["Mail"],
        ["Live"],
        ["Media"],
        ["Storage"],
        ["Logging", "Settings"],
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
    public void Only_doors_know_http_pages_and_sockets() =>
        Named((from, to) => Floor(Slice(from)!) > 0 && Dialects.Any(name => IsWithin(to, name))).ShouldBeEmpty();

    [Fact]
    public void Only_live_knows_a_broker() =>
        Named((from, to) => Slice(from) != "Live" && IsWithin(to, "RabbitMQ")).ShouldBeEmpty();

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

    private static bool IsWithin(Type type, string space) =>
        type.Namespace is { } name && (name == space || name.StartsWith(space + ".", StringComparison.Ordinal));

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
