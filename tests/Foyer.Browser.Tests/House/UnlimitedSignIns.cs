namespace Foyer.Browser.Tests.House;

/// <summary>A server where one account may sign in more often than ten times a minute, as a class of tests does.</summary>
public sealed class UnlimitedSignIns() : OpenHouse(new RunningServer("--Foyer:Limits:SignInsPerMinute=0"));
