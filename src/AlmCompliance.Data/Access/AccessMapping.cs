using AlmCompliance.Data.Inventory;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AlmCompliance.Data.Access;

internal sealed class AccessMapping :
    IEntityTypeConfiguration<UserZone>, IEntityTypeConfiguration<AgentKey>, IEntityTypeConfiguration<EnrollmentToken>,
    IEntityTypeConfiguration<PendingEnrollment>, IEntityTypeConfiguration<ApiToken>, IEntityTypeConfiguration<SetUpCode>,
    IEntityTypeConfiguration<PasswordCode>, IEntityTypeConfiguration<UserVisit>
{
    public void Configure(EntityTypeBuilder<UserZone> builder)
    {
        builder.HasKey(u => new { u.UserId, u.ZoneId });
        builder.HasOne<AlmUser>().WithMany().HasForeignKey(u => u.UserId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Zone>().WithMany().HasForeignKey(u => u.ZoneId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<AgentKey> builder)
    {
        builder.Property(k => k.Id).ValueGeneratedNever();
        builder.HasIndex(k => k.KeyHash).IsUnique();
        builder.HasIndex(k => k.NextKeyHash).IsUnique();
        builder.HasIndex(k => k.HostId);
        builder.HasIndex(k => k.Fingerprint);
        builder.HasOne<Host>().WithMany().HasForeignKey(k => k.HostId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<EnrollmentToken> builder)
    {
        builder.Property(t => t.Id).ValueGeneratedNever();
        builder.HasIndex(t => t.TokenHash).IsUnique();
        builder.HasOne<Zone>().WithMany().HasForeignKey(t => t.ZoneId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<PendingEnrollment> builder)
    {
        builder.Property(p => p.Id).ValueGeneratedNever();
        builder.Property(p => p.MachineId).HasMaxLength(200);
        builder.Property(p => p.HostName).HasMaxLength(255);
        builder.HasIndex(p => p.RequestSecretHash);
        builder.HasIndex(p => p.Decision);
        builder.HasOne<EnrollmentToken>().WithMany().HasForeignKey(p => p.TokenId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<ApiToken> builder)
    {
        builder.Property(t => t.Id).ValueGeneratedNever();
        builder.HasIndex(t => t.TokenHash).IsUnique();
        builder.HasOne<Zone>().WithMany().HasForeignKey(t => t.ZoneId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<SetUpCode> builder) => builder.Property(c => c.Id).ValueGeneratedNever();

    public void Configure(EntityTypeBuilder<PasswordCode> builder)
    {
        builder.ToTable("PasswordCodes");
        builder.HasKey(c => c.UserId);
        builder.HasIndex(c => c.CodeHash).IsUnique();
        builder.HasOne<AlmUser>().WithOne().HasForeignKey<PasswordCode>(c => c.UserId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<UserVisit> builder)
    {
        builder.ToTable("UserVisits");
        builder.HasKey(v => v.UserId);
        builder.HasOne<AlmUser>().WithOne().HasForeignKey<UserVisit>(v => v.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}
