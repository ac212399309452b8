namespace Foyer.Server.Mail;

public static class MailSlice
{
    public static void AddMail(this IServiceCollection services)
    {
        services.AddSingleton<MailQueue>();
        services.AddSingleton<MailQueries>();
        services.AddHostedService<MailWorker>();
    }
}
