namespace Foyer.Server.Mail;

public static class MailSlice
{
    public static void AddMail(this IServiceCollection services)
    {
        services.AddSingleton<Outbox>();
        services.AddSingleton<MailList>();
        services.AddHostedService<Postman>();
    }
}
