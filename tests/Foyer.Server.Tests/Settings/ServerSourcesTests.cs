using Foyer.Server.Settings;

namespace Foyer.Server.Tests.Settings;

public sealed class ServerSourcesTests
{
    [Fact]
    public void The_command_line_sets_what_it_names()
    {
        var folder = Path.Combine(Path.GetTempPath(), "foyer-sources");

        ServerSources.Open(["--data", folder, "--Foyer:Name=Attic"], Console.Error, out var settings).ShouldNotBeNull();

        settings.Data.ShouldBe(folder);
        settings.Name.ShouldBe("Attic");
    }

    [Fact]
    public void A_wrong_setting_stops_the_start_with_one_sentence()
    {
        var errors = new StringWriter();

        ServerSources.Open(["--Foyer:Tcp:Port=front"], errors, out _).ShouldBeNull();

        errors.ToString().ShouldBe("Foyer:Tcp:Port is \"front\"; it must be a whole number from 0 to 65535.\n");
    }

    [Fact]
    public void An_unreadable_settings_file_stops_the_start_with_one_sentence()
    {
        var folder = Directory.CreateTempSubdirectory("foyer-sources-").FullName;
        File.WriteAllText(Path.Combine(folder, "appsettings.json"), "{ \"Foyer\": ");
        var errors = new StringWriter();

        ServerSources.Open([$"--contentRoot={folder}"], errors, out _).ShouldBeNull();

        errors.ToString().ShouldContain("appsettings.json");
        errors.ToString().TrimEnd().ShouldNotContain("\n");
    }
}
