using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace AlmCompliance.Migrations.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "AdvisoryRevisions",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    TrackingId = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false, collation: "C"),
                    Version = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false, collation: "C"),
                    Publisher = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Title = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    AdvisoryId = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false, collation: "C"),
                    ReleasedAt = table.Column<long>(type: "bigint", nullable: true),
                    Checksum = table.Column<int>(type: "integer", nullable: false),
                    Signature = table.Column<int>(type: "integer", nullable: false),
                    SignedBy = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    State = table.Column<int>(type: "integer", nullable: false),
                    ImportedBy = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ImportedAt = table.Column<long>(type: "bigint", nullable: false),
                    EnforcedBy = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    EnforcedAt = table.Column<long>(type: "bigint", nullable: true),
                    SupersededAt = table.Column<long>(type: "bigint", nullable: true),
                    Digest = table.Column<byte[]>(type: "bytea", nullable: false),
                    Document = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AdvisoryRevisions", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "AspNetUsers",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Role = table.Column<int>(type: "integer", nullable: false),
                    AllZones = table.Column<bool>(type: "boolean", nullable: false),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    LastSignInAt = table.Column<long>(type: "bigint", nullable: true),
                    UserName = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true, collation: "C"),
                    NormalizedUserName = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true, collation: "C"),
                    Email = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true, collation: "C"),
                    NormalizedEmail = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true, collation: "C"),
                    EmailConfirmed = table.Column<bool>(type: "boolean", nullable: false),
                    PasswordHash = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    SecurityStamp = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    ConcurrencyStamp = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    PhoneNumber = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true, collation: "C"),
                    PhoneNumberConfirmed = table.Column<bool>(type: "boolean", nullable: false),
                    TwoFactorEnabled = table.Column<bool>(type: "boolean", nullable: false),
                    LockoutEnd = table.Column<long>(type: "bigint", nullable: true),
                    LockoutEnabled = table.Column<bool>(type: "boolean", nullable: false),
                    AccessFailedCount = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AspNetUsers", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "AuditEntries",
                columns: table => new
                {
                    Sequence = table.Column<long>(type: "bigint", nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    ActorKind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ActorId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ActorName = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Action = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    SubjectKind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    SubjectId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Before = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    After = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    PreviousHash = table.Column<byte[]>(type: "bytea", nullable: false),
                    Hash = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AuditEntries", x => x.Sequence);
                });

            migrationBuilder.CreateTable(
                name: "AuditHeads",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false),
                    Sequence = table.Column<long>(type: "bigint", nullable: false),
                    Hash = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AuditHeads", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "CatalogueEntries",
                columns: table => new
                {
                    AdvisoryId = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false, collation: "C"),
                    EnteredAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CatalogueEntries", x => x.AdvisoryId);
                });

            migrationBuilder.CreateTable(
                name: "DailyCounts",
                columns: table => new
                {
                    Day = table.Column<DateOnly>(type: "date", nullable: false),
                    AdvisoryId = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false, collation: "C"),
                    ZoneId = table.Column<Guid>(type: "uuid", nullable: false),
                    Status = table.Column<int>(type: "integer", nullable: false),
                    IsExposed = table.Column<bool>(type: "boolean", nullable: false),
                    Hosts = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DailyCounts", x => new { x.AdvisoryId, x.Day, x.ZoneId, x.Status, x.IsExposed });
                });

            migrationBuilder.CreateTable(
                name: "DataProtectionKeys",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    FriendlyName = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Xml = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DataProtectionKeys", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "DeadlinePolicies",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Rule = table.Column<int>(type: "integer", nullable: false),
                    Criticality = table.Column<int>(type: "integer", nullable: false),
                    Days = table.Column<int>(type: "integer", nullable: false),
                    SetBy = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    SetAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DeadlinePolicies", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Decisions",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    Kind = table.Column<int>(type: "integer", nullable: false),
                    State = table.Column<int>(type: "integer", nullable: false),
                    AdvisoryId = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false, collation: "C"),
                    AdvisoryRevision = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Measure = table.Column<int>(type: "integer", nullable: false),
                    BoundaryZoneId = table.Column<Guid>(type: "uuid", nullable: true),
                    OtherDocument = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    OtherRevision = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    OtherIsRight = table.Column<bool>(type: "boolean", nullable: false),
                    Reason = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Owner = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    RequesterId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    RequesterName = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    RequestedAt = table.Column<long>(type: "bigint", nullable: false),
                    ApproverId = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    ApproverName = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    DecidedAt = table.Column<long>(type: "bigint", nullable: true),
                    ValidFrom = table.Column<long>(type: "bigint", nullable: false),
                    ValidUntil = table.Column<long>(type: "bigint", nullable: false),
                    ReviewNote = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    EndedAt = table.Column<long>(type: "bigint", nullable: true),
                    EndReason = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ExtendsId = table.Column<Guid>(type: "uuid", nullable: true),
                    Revision = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Decisions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Decisions_Decisions_ExtendsId",
                        column: x => x.ExtendsId,
                        principalTable: "Decisions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ExpectedHostImports",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    FileName = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Digest = table.Column<byte[]>(type: "bytea", nullable: false),
                    Owner = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ImportedBy = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ImportedAt = table.Column<long>(type: "bigint", nullable: false),
                    Lines = table.Column<int>(type: "integer", nullable: false),
                    Added = table.Column<int>(type: "integer", nullable: false),
                    Changed = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ExpectedHostImports", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "JobSchedules",
                columns: table => new
                {
                    Name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Cron = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    LastStartedAt = table.Column<long>(type: "bigint", nullable: true),
                    LastFinishedAt = table.Column<long>(type: "bigint", nullable: true),
                    LastHosts = table.Column<int>(type: "integer", nullable: false),
                    LastChanged = table.Column<int>(type: "integer", nullable: false),
                    LastError = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_JobSchedules", x => x.Name);
                });

            migrationBuilder.CreateTable(
                name: "ProbePorts",
                columns: table => new
                {
                    SiteKey = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false, collation: "C"),
                    Port = table.Column<int>(type: "integer", nullable: false),
                    EnteredBy = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    EnteredAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ProbePorts", x => new { x.SiteKey, x.Port });
                });

            migrationBuilder.CreateTable(
                name: "ProbeSettings",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false),
                    Enabled = table.Column<bool>(type: "boolean", nullable: false),
                    EnabledBy = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    EnabledAt = table.Column<long>(type: "bigint", nullable: true),
                    StoppedAt = table.Column<long>(type: "bigint", nullable: true),
                    StoppedBy = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ProbeSettings", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "RangeReadings",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    TrackingId = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false, collation: "C"),
                    Version = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false, collation: "C"),
                    JsonPointer = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false, collation: "C"),
                    RawText = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ReadAs = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Reason = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ReadBy = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ReadAt = table.Column<long>(type: "bigint", nullable: false),
                    ConfirmedBy = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    ConfirmedAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RangeReadings", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "SetUpCodes",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false),
                    CodeHash = table.Column<byte[]>(type: "bytea", nullable: false),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    UsedAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SetUpCodes", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Zones",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Name = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false, collation: "C"),
                    NameKey = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false, collation: "C"),
                    Site = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    SiteKey = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false, collation: "C"),
                    Criticality = table.Column<int>(type: "integer", nullable: false),
                    Owner = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    ProbesAllowed = table.Column<bool>(type: "boolean", nullable: false),
                    ProbesFrom = table.Column<TimeOnly>(type: "time without time zone", nullable: true),
                    ProbesTo = table.Column<TimeOnly>(type: "time without time zone", nullable: true),
                    OldTargetsApprovedBy = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    OldTargetsApprovedAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Zones", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "AspNetUserClaims",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    UserId = table.Column<Guid>(type: "uuid", nullable: false),
                    ClaimType = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    ClaimValue = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AspNetUserClaims", x => x.Id);
                    table.ForeignKey(
                        name: "FK_AspNetUserClaims_AspNetUsers_UserId",
                        column: x => x.UserId,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "AspNetUserLogins",
                columns: table => new
                {
                    LoginProvider = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false, collation: "C"),
                    ProviderKey = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false, collation: "C"),
                    ProviderDisplayName = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    UserId = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AspNetUserLogins", x => new { x.LoginProvider, x.ProviderKey });
                    table.ForeignKey(
                        name: "FK_AspNetUserLogins_AspNetUsers_UserId",
                        column: x => x.UserId,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "AspNetUserPasskeys",
                columns: table => new
                {
                    CredentialId = table.Column<byte[]>(type: "bytea", maxLength: 1024, nullable: false),
                    UserId = table.Column<Guid>(type: "uuid", nullable: false),
                    Data = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AspNetUserPasskeys", x => x.CredentialId);
                    table.ForeignKey(
                        name: "FK_AspNetUserPasskeys_AspNetUsers_UserId",
                        column: x => x.UserId,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "AspNetUserTokens",
                columns: table => new
                {
                    UserId = table.Column<Guid>(type: "uuid", nullable: false),
                    LoginProvider = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false, collation: "C"),
                    Name = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false, collation: "C"),
                    Value = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AspNetUserTokens", x => new { x.UserId, x.LoginProvider, x.Name });
                    table.ForeignKey(
                        name: "FK_AspNetUserTokens_AspNetUsers_UserId",
                        column: x => x.UserId,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "StoredFiles",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    DecisionId = table.Column<Guid>(type: "uuid", nullable: false),
                    Name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    MediaType = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Length = table.Column<int>(type: "integer", nullable: false),
                    Digest = table.Column<byte[]>(type: "bytea", nullable: false),
                    UploadedBy = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    UploadedAt = table.Column<long>(type: "bigint", nullable: false),
                    Bytes = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StoredFiles", x => x.Id);
                    table.ForeignKey(
                        name: "FK_StoredFiles_Decisions_DecisionId",
                        column: x => x.DecisionId,
                        principalTable: "Decisions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ApiTokens",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    TokenHash = table.Column<byte[]>(type: "bytea", nullable: false),
                    Hint = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Role = table.Column<int>(type: "integer", nullable: false),
                    ZoneId = table.Column<Guid>(type: "uuid", nullable: true),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    CreatedBy = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ExpiresAt = table.Column<long>(type: "bigint", nullable: true),
                    LastUsedAt = table.Column<long>(type: "bigint", nullable: true),
                    RevokedAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ApiTokens", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ApiTokens_Zones_ZoneId",
                        column: x => x.ZoneId,
                        principalTable: "Zones",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Conduits",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    FromZoneId = table.Column<Guid>(type: "uuid", nullable: true),
                    ToZoneId = table.Column<Guid>(type: "uuid", nullable: false),
                    Port = table.Column<int>(type: "integer", nullable: false),
                    Reason = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    CreatedBy = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Conduits", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Conduits_Zones_FromZoneId",
                        column: x => x.FromZoneId,
                        principalTable: "Zones",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_Conduits_Zones_ToZoneId",
                        column: x => x.ToZoneId,
                        principalTable: "Zones",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "EnrollmentTokens",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    TokenHash = table.Column<byte[]>(type: "bytea", nullable: false),
                    Hint = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ZoneId = table.Column<Guid>(type: "uuid", nullable: true),
                    MaxUses = table.Column<int>(type: "integer", nullable: false),
                    Uses = table.Column<int>(type: "integer", nullable: false),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    CreatedBy = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ExpiresAt = table.Column<long>(type: "bigint", nullable: false),
                    LastUsedAt = table.Column<long>(type: "bigint", nullable: true),
                    RevokedAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_EnrollmentTokens", x => x.Id);
                    table.ForeignKey(
                        name: "FK_EnrollmentTokens_Zones_ZoneId",
                        column: x => x.ZoneId,
                        principalTable: "Zones",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Hosts",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Name = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false, collation: "C"),
                    NameKey = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false, collation: "C"),
                    SearchKey = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    MachineId = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    ZoneId = table.Column<Guid>(type: "uuid", nullable: true),
                    ZoneBasis = table.Column<int>(type: "integer", nullable: false),
                    Domain = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    OsName = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    OsVersion = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Addresses = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Role = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Owner = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    AgentVersion = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    AgentPlatform = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    EnrolledAt = table.Column<long>(type: "bigint", nullable: false),
                    DecommissionedAt = table.Column<long>(type: "bigint", nullable: true),
                    ProbesApprovedBy = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    ProbesApprovedAt = table.Column<long>(type: "bigint", nullable: true),
                    LastContactAt = table.Column<long>(type: "bigint", nullable: true),
                    EvidenceAt = table.Column<long>(type: "bigint", nullable: true),
                    EvidenceOrigin = table.Column<int>(type: "integer", nullable: false),
                    EvidenceExpiresAt = table.Column<long>(type: "bigint", nullable: true),
                    CurrentSnapshotId = table.Column<Guid>(type: "uuid", nullable: true),
                    VersionCertainty = table.Column<int>(type: "integer", nullable: false),
                    VersionText = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    VersionCanonical = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    VersionKey = table.Column<int>(type: "integer", nullable: true),
                    RemoteAccess = table.Column<int>(type: "integer", nullable: false),
                    RemoteAccessBasis = table.Column<int>(type: "integer", nullable: false),
                    RecentReports = table.Column<byte[]>(type: "bytea", nullable: false),
                    VerdictDigest = table.Column<byte[]>(type: "bytea", nullable: false),
                    Revision = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Hosts", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Hosts_Zones_ZoneId",
                        column: x => x.ZoneId,
                        principalTable: "Zones",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "MaintenanceWindows",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    ZoneId = table.Column<Guid>(type: "uuid", nullable: false),
                    From = table.Column<long>(type: "bigint", nullable: false),
                    To = table.Column<long>(type: "bigint", nullable: false),
                    Note = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    CreatedBy = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MaintenanceWindows", x => x.Id);
                    table.ForeignKey(
                        name: "FK_MaintenanceWindows_Zones_ZoneId",
                        column: x => x.ZoneId,
                        principalTable: "Zones",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "UserZones",
                columns: table => new
                {
                    UserId = table.Column<Guid>(type: "uuid", nullable: false),
                    ZoneId = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_UserZones", x => new { x.UserId, x.ZoneId });
                    table.ForeignKey(
                        name: "FK_UserZones_AspNetUsers_UserId",
                        column: x => x.UserId,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_UserZones_Zones_ZoneId",
                        column: x => x.ZoneId,
                        principalTable: "Zones",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ZoneRanges",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    ZoneId = table.Column<Guid>(type: "uuid", nullable: false),
                    SiteKey = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false, collation: "C"),
                    Text = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    First = table.Column<string>(type: "character varying(33)", maxLength: 33, nullable: false, collation: "C"),
                    Last = table.Column<string>(type: "character varying(33)", maxLength: 33, nullable: false, collation: "C"),
                    PrefixLength = table.Column<int>(type: "integer", nullable: false),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    CreatedBy = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ConfirmedAt = table.Column<long>(type: "bigint", nullable: true),
                    ConfirmedBy = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ZoneRanges", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ZoneRanges_Zones_ZoneId",
                        column: x => x.ZoneId,
                        principalTable: "Zones",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "PendingEnrollments",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    TokenId = table.Column<Guid>(type: "uuid", nullable: false),
                    MachineId = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    HostName = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false, collation: "C"),
                    RequestSecretHash = table.Column<byte[]>(type: "bytea", nullable: true),
                    PublicKey = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    PeerAddress = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    RequestedAt = table.Column<long>(type: "bigint", nullable: false),
                    ExistingHostId = table.Column<Guid>(type: "uuid", nullable: true),
                    ZoneId = table.Column<Guid>(type: "uuid", nullable: true),
                    Decision = table.Column<int>(type: "integer", nullable: false),
                    DecidedAt = table.Column<long>(type: "bigint", nullable: true),
                    DecidedBy = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    AnsweredAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PendingEnrollments", x => x.Id);
                    table.ForeignKey(
                        name: "FK_PendingEnrollments_EnrollmentTokens_TokenId",
                        column: x => x.TokenId,
                        principalTable: "EnrollmentTokens",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "AgentKeys",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    HostId = table.Column<Guid>(type: "uuid", nullable: false),
                    KeyHash = table.Column<byte[]>(type: "bytea", nullable: false),
                    PublicKey = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    RevokedAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AgentKeys", x => x.Id);
                    table.ForeignKey(
                        name: "FK_AgentKeys_Hosts_HostId",
                        column: x => x.HostId,
                        principalTable: "Hosts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "CompactFacts",
                columns: table => new
                {
                    HostId = table.Column<Guid>(type: "uuid", nullable: false),
                    SnapshotId = table.Column<Guid>(type: "uuid", nullable: false),
                    Format = table.Column<int>(type: "integer", nullable: false),
                    Bytes = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CompactFacts", x => x.HostId);
                    table.ForeignKey(
                        name: "FK_CompactFacts_Hosts_HostId",
                        column: x => x.HostId,
                        principalTable: "Hosts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "DecisionHosts",
                columns: table => new
                {
                    DecisionId = table.Column<Guid>(type: "uuid", nullable: false),
                    HostId = table.Column<Guid>(type: "uuid", nullable: false),
                    Version = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    ContentDigest = table.Column<byte[]>(type: "bytea", nullable: true),
                    LapsedAt = table.Column<long>(type: "bigint", nullable: true),
                    LapseReason = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DecisionHosts", x => new { x.DecisionId, x.HostId });
                    table.ForeignKey(
                        name: "FK_DecisionHosts_Decisions_DecisionId",
                        column: x => x.DecisionId,
                        principalTable: "Decisions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_DecisionHosts_Hosts_HostId",
                        column: x => x.HostId,
                        principalTable: "Hosts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ExpectedHosts",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Name = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false, collation: "C"),
                    NameKey = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false, collation: "C"),
                    Owner = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ZoneId = table.Column<Guid>(type: "uuid", nullable: true),
                    Address = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    ListedAt = table.Column<long>(type: "bigint", nullable: false),
                    ImportId = table.Column<Guid>(type: "uuid", nullable: true),
                    HostId = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ExpectedHosts", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ExpectedHosts_ExpectedHostImports_ImportId",
                        column: x => x.ImportId,
                        principalTable: "ExpectedHostImports",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ExpectedHosts_Hosts_HostId",
                        column: x => x.HostId,
                        principalTable: "Hosts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "FK_ExpectedHosts_Zones_ZoneId",
                        column: x => x.ZoneId,
                        principalTable: "Zones",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Findings",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    HostId = table.Column<Guid>(type: "uuid", nullable: false),
                    Rule = table.Column<int>(type: "integer", nullable: false),
                    AdvisoryId = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false, collation: "C"),
                    Reason = table.Column<int>(type: "integer", nullable: false),
                    Arguments = table.Column<string>(type: "text", nullable: false),
                    OpenedAt = table.Column<long>(type: "bigint", nullable: false),
                    ClosedAt = table.Column<long>(type: "bigint", nullable: true),
                    DueAt = table.Column<long>(type: "bigint", nullable: false),
                    SnapshotId = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Findings", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Findings_Hosts_HostId",
                        column: x => x.HostId,
                        principalTable: "Hosts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "HostAddresses",
                columns: table => new
                {
                    HostId = table.Column<Guid>(type: "uuid", nullable: false),
                    Key = table.Column<string>(type: "character varying(33)", maxLength: 33, nullable: false, collation: "C"),
                    PrefixLength = table.Column<int>(type: "integer", nullable: false),
                    Text = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_HostAddresses", x => new { x.HostId, x.Key });
                    table.ForeignKey(
                        name: "FK_HostAddresses_Hosts_HostId",
                        column: x => x.HostId,
                        principalTable: "Hosts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "HostZones",
                columns: table => new
                {
                    HostId = table.Column<Guid>(type: "uuid", nullable: false),
                    ZoneId = table.Column<Guid>(type: "uuid", nullable: false),
                    Basis = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_HostZones", x => new { x.HostId, x.ZoneId });
                    table.ForeignKey(
                        name: "FK_HostZones_Hosts_HostId",
                        column: x => x.HostId,
                        principalTable: "Hosts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_HostZones_Zones_ZoneId",
                        column: x => x.ZoneId,
                        principalTable: "Zones",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ProbeObservations",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    TaskId = table.Column<Guid>(type: "uuid", nullable: true),
                    SourceHostId = table.Column<Guid>(type: "uuid", nullable: false),
                    SourceZoneId = table.Column<Guid>(type: "uuid", nullable: true),
                    TargetHostId = table.Column<Guid>(type: "uuid", nullable: true),
                    TargetKey = table.Column<string>(type: "character varying(33)", maxLength: 33, nullable: false, collation: "C"),
                    TargetZoneId = table.Column<Guid>(type: "uuid", nullable: true),
                    RangeId = table.Column<Guid>(type: "uuid", nullable: true),
                    Port = table.Column<int>(type: "integer", nullable: false),
                    Result = table.Column<int>(type: "integer", nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    SnapshotId = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ProbeObservations", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ProbeObservations_Hosts_SourceHostId",
                        column: x => x.SourceHostId,
                        principalTable: "Hosts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ProbeObservations_Hosts_TargetHostId",
                        column: x => x.TargetHostId,
                        principalTable: "Hosts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ProbeTasks",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Day = table.Column<DateOnly>(type: "date", nullable: false),
                    SourceHostId = table.Column<Guid>(type: "uuid", nullable: false),
                    SourceZoneId = table.Column<Guid>(type: "uuid", nullable: false),
                    TargetHostId = table.Column<Guid>(type: "uuid", nullable: false),
                    TargetZoneId = table.Column<Guid>(type: "uuid", nullable: false),
                    TargetAddress = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Port = table.Column<int>(type: "integer", nullable: false),
                    Purpose = table.Column<int>(type: "integer", nullable: false),
                    NotBefore = table.Column<long>(type: "bigint", nullable: false),
                    NotAfter = table.Column<long>(type: "bigint", nullable: false),
                    IssuedAt = table.Column<long>(type: "bigint", nullable: true),
                    AnsweredAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ProbeTasks", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ProbeTasks_Hosts_SourceHostId",
                        column: x => x.SourceHostId,
                        principalTable: "Hosts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_ProbeTasks_Hosts_TargetHostId",
                        column: x => x.TargetHostId,
                        principalTable: "Hosts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Snapshots",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    HostId = table.Column<Guid>(type: "uuid", nullable: false),
                    Origin = table.Column<int>(type: "integer", nullable: false),
                    ContentDigest = table.Column<byte[]>(type: "bytea", nullable: false),
                    Content = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ReceivedAt = table.Column<long>(type: "bigint", nullable: false),
                    ConfirmedFrom = table.Column<long>(type: "bigint", nullable: false),
                    ConfirmedTo = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Snapshots", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Snapshots_Hosts_HostId",
                        column: x => x.HostId,
                        principalTable: "Hosts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Statuses",
                columns: table => new
                {
                    HostId = table.Column<Guid>(type: "uuid", nullable: false),
                    AdvisoryId = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false, collation: "C"),
                    Status = table.Column<int>(type: "integer", nullable: false),
                    Reason = table.Column<int>(type: "integer", nullable: false),
                    Arguments = table.Column<string>(type: "text", nullable: false),
                    Measures = table.Column<string>(type: "text", nullable: false),
                    Since = table.Column<long>(type: "bigint", nullable: false),
                    From = table.Column<long>(type: "bigint", nullable: false),
                    HoldsUntil = table.Column<long>(type: "bigint", nullable: true),
                    LastKnown = table.Column<int>(type: "integer", nullable: false),
                    ZoneId = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Statuses", x => new { x.HostId, x.AdvisoryId });
                    table.ForeignKey(
                        name: "FK_Statuses_Hosts_HostId",
                        column: x => x.HostId,
                        principalTable: "Hosts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "StatusPeriods",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    HostId = table.Column<Guid>(type: "uuid", nullable: false),
                    AdvisoryId = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false, collation: "C"),
                    Status = table.Column<int>(type: "integer", nullable: false),
                    Reason = table.Column<int>(type: "integer", nullable: false),
                    Arguments = table.Column<string>(type: "text", nullable: false),
                    Measures = table.Column<string>(type: "text", nullable: false),
                    Since = table.Column<long>(type: "bigint", nullable: false),
                    From = table.Column<long>(type: "bigint", nullable: false),
                    To = table.Column<long>(type: "bigint", nullable: false),
                    LastKnown = table.Column<int>(type: "integer", nullable: false),
                    ZoneId = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StatusPeriods", x => x.Id);
                    table.ForeignKey(
                        name: "FK_StatusPeriods_Hosts_HostId",
                        column: x => x.HostId,
                        principalTable: "Hosts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "BoundaryProofs",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    SourceZoneId = table.Column<Guid>(type: "uuid", nullable: true),
                    TargetZoneId = table.Column<Guid>(type: "uuid", nullable: false),
                    RangeId = table.Column<Guid>(type: "uuid", nullable: false),
                    Port = table.Column<int>(type: "integer", nullable: false),
                    BlockedAt = table.Column<long>(type: "bigint", nullable: true),
                    BlockedObservationId = table.Column<Guid>(type: "uuid", nullable: true),
                    ControlObservationId = table.Column<Guid>(type: "uuid", nullable: true),
                    OpenAt = table.Column<long>(type: "bigint", nullable: true),
                    OpenObservationId = table.Column<Guid>(type: "uuid", nullable: true),
                    InconclusiveAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BoundaryProofs", x => x.Id);
                    table.ForeignKey(
                        name: "FK_BoundaryProofs_ZoneRanges_RangeId",
                        column: x => x.RangeId,
                        principalTable: "ZoneRanges",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_BoundaryProofs_Zones_SourceZoneId",
                        column: x => x.SourceZoneId,
                        principalTable: "Zones",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_BoundaryProofs_Zones_TargetZoneId",
                        column: x => x.TargetZoneId,
                        principalTable: "Zones",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "FindingSentences",
                columns: table => new
                {
                    FindingId = table.Column<Guid>(type: "uuid", nullable: false),
                    Until = table.Column<long>(type: "bigint", nullable: false),
                    Reason = table.Column<int>(type: "integer", nullable: false),
                    Arguments = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FindingSentences", x => new { x.FindingId, x.Until });
                    table.ForeignKey(
                        name: "FK_FindingSentences_Findings_FindingId",
                        column: x => x.FindingId,
                        principalTable: "Findings",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.InsertData(
                table: "AuditHeads",
                columns: new[] { "Id", "Hash", "Sequence" },
                values: new object[] { 1, new byte[] { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }, 0L });

            migrationBuilder.InsertData(
                table: "ProbeSettings",
                columns: new[] { "Id", "Enabled", "EnabledAt", "EnabledBy", "StoppedAt", "StoppedBy" },
                values: new object[] { 1, false, null, null, null, null });

            migrationBuilder.CreateIndex(
                name: "IX_AdvisoryRevisions_AdvisoryId_State",
                table: "AdvisoryRevisions",
                columns: new[] { "AdvisoryId", "State" });

            migrationBuilder.CreateIndex(
                name: "IX_AdvisoryRevisions_TrackingId",
                table: "AdvisoryRevisions",
                column: "TrackingId",
                unique: true,
                filter: "\"State\" = 1");

            migrationBuilder.CreateIndex(
                name: "IX_AdvisoryRevisions_TrackingId_Version",
                table: "AdvisoryRevisions",
                columns: new[] { "TrackingId", "Version" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_AgentKeys_HostId",
                table: "AgentKeys",
                column: "HostId");

            migrationBuilder.CreateIndex(
                name: "IX_AgentKeys_KeyHash",
                table: "AgentKeys",
                column: "KeyHash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ApiTokens_TokenHash",
                table: "ApiTokens",
                column: "TokenHash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ApiTokens_ZoneId",
                table: "ApiTokens",
                column: "ZoneId");

            migrationBuilder.CreateIndex(
                name: "IX_AspNetUserClaims_UserId",
                table: "AspNetUserClaims",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "IX_AspNetUserLogins_UserId",
                table: "AspNetUserLogins",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "IX_AspNetUserPasskeys_UserId",
                table: "AspNetUserPasskeys",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "EmailIndex",
                table: "AspNetUsers",
                column: "NormalizedEmail");

            migrationBuilder.CreateIndex(
                name: "UserNameIndex",
                table: "AspNetUsers",
                column: "NormalizedUserName",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_AuditEntries_At",
                table: "AuditEntries",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_AuditEntries_SubjectKind_SubjectId",
                table: "AuditEntries",
                columns: new[] { "SubjectKind", "SubjectId" });

            migrationBuilder.CreateIndex(
                name: "IX_BoundaryProofs_RangeId_Port",
                table: "BoundaryProofs",
                columns: new[] { "RangeId", "Port" },
                unique: true,
                filter: "\"SourceZoneId\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_BoundaryProofs_SourceZoneId_RangeId_Port",
                table: "BoundaryProofs",
                columns: new[] { "SourceZoneId", "RangeId", "Port" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_BoundaryProofs_TargetZoneId",
                table: "BoundaryProofs",
                column: "TargetZoneId");

            migrationBuilder.CreateIndex(
                name: "IX_Conduits_FromZoneId_ToZoneId_Port",
                table: "Conduits",
                columns: new[] { "FromZoneId", "ToZoneId", "Port" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Conduits_ToZoneId_Port",
                table: "Conduits",
                columns: new[] { "ToZoneId", "Port" },
                unique: true,
                filter: "\"FromZoneId\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_DeadlinePolicies_Rule_Criticality",
                table: "DeadlinePolicies",
                columns: new[] { "Rule", "Criticality" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_DecisionHosts_HostId",
                table: "DecisionHosts",
                column: "HostId");

            migrationBuilder.CreateIndex(
                name: "IX_Decisions_ExtendsId",
                table: "Decisions",
                column: "ExtendsId");

            migrationBuilder.CreateIndex(
                name: "IX_Decisions_Kind_AdvisoryId_State",
                table: "Decisions",
                columns: new[] { "Kind", "AdvisoryId", "State" });

            migrationBuilder.CreateIndex(
                name: "IX_Decisions_Number",
                table: "Decisions",
                column: "Number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Decisions_State_ValidUntil",
                table: "Decisions",
                columns: new[] { "State", "ValidUntil" });

            migrationBuilder.CreateIndex(
                name: "IX_EnrollmentTokens_TokenHash",
                table: "EnrollmentTokens",
                column: "TokenHash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_EnrollmentTokens_ZoneId",
                table: "EnrollmentTokens",
                column: "ZoneId");

            migrationBuilder.CreateIndex(
                name: "IX_ExpectedHostImports_ImportedAt",
                table: "ExpectedHostImports",
                column: "ImportedAt");

            migrationBuilder.CreateIndex(
                name: "IX_ExpectedHosts_HostId",
                table: "ExpectedHosts",
                column: "HostId");

            migrationBuilder.CreateIndex(
                name: "IX_ExpectedHosts_ImportId",
                table: "ExpectedHosts",
                column: "ImportId");

            migrationBuilder.CreateIndex(
                name: "IX_ExpectedHosts_NameKey",
                table: "ExpectedHosts",
                column: "NameKey",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ExpectedHosts_ZoneId",
                table: "ExpectedHosts",
                column: "ZoneId");

            migrationBuilder.CreateIndex(
                name: "IX_Findings_ClosedAt_Rule_OpenedAt",
                table: "Findings",
                columns: new[] { "ClosedAt", "Rule", "OpenedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Findings_DueAt",
                table: "Findings",
                column: "DueAt",
                filter: "\"ClosedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Findings_HostId_ClosedAt",
                table: "Findings",
                columns: new[] { "HostId", "ClosedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Findings_HostId_Rule_AdvisoryId",
                table: "Findings",
                columns: new[] { "HostId", "Rule", "AdvisoryId" },
                unique: true,
                filter: "\"ClosedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_HostAddresses_Key",
                table: "HostAddresses",
                column: "Key");

            migrationBuilder.CreateIndex(
                name: "IX_Hosts_EnrolledAt_DecommissionedAt",
                table: "Hosts",
                columns: new[] { "EnrolledAt", "DecommissionedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Hosts_EvidenceExpiresAt",
                table: "Hosts",
                column: "EvidenceExpiresAt");

            migrationBuilder.CreateIndex(
                name: "IX_Hosts_LastContactAt",
                table: "Hosts",
                column: "LastContactAt");

            migrationBuilder.CreateIndex(
                name: "IX_Hosts_MachineId",
                table: "Hosts",
                column: "MachineId");

            migrationBuilder.CreateIndex(
                name: "IX_Hosts_NameKey_Id",
                table: "Hosts",
                columns: new[] { "NameKey", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Hosts_VersionKey",
                table: "Hosts",
                column: "VersionKey");

            migrationBuilder.CreateIndex(
                name: "IX_Hosts_ZoneId_NameKey",
                table: "Hosts",
                columns: new[] { "ZoneId", "NameKey" });

            migrationBuilder.CreateIndex(
                name: "IX_HostZones_ZoneId",
                table: "HostZones",
                column: "ZoneId");

            migrationBuilder.CreateIndex(
                name: "IX_MaintenanceWindows_ZoneId_From",
                table: "MaintenanceWindows",
                columns: new[] { "ZoneId", "From" });

            migrationBuilder.CreateIndex(
                name: "IX_PendingEnrollments_Decision",
                table: "PendingEnrollments",
                column: "Decision");

            migrationBuilder.CreateIndex(
                name: "IX_PendingEnrollments_RequestSecretHash",
                table: "PendingEnrollments",
                column: "RequestSecretHash");

            migrationBuilder.CreateIndex(
                name: "IX_PendingEnrollments_TokenId",
                table: "PendingEnrollments",
                column: "TokenId");

            migrationBuilder.CreateIndex(
                name: "IX_ProbeObservations_SourceHostId_At",
                table: "ProbeObservations",
                columns: new[] { "SourceHostId", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_ProbeObservations_TargetHostId_At",
                table: "ProbeObservations",
                columns: new[] { "TargetHostId", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_ProbeObservations_TargetKey_Port_At",
                table: "ProbeObservations",
                columns: new[] { "TargetKey", "Port", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_ProbeTasks_Day_SourceZoneId_TargetHostId",
                table: "ProbeTasks",
                columns: new[] { "Day", "SourceZoneId", "TargetHostId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ProbeTasks_SourceHostId_Day",
                table: "ProbeTasks",
                columns: new[] { "SourceHostId", "Day" });

            migrationBuilder.CreateIndex(
                name: "IX_ProbeTasks_TargetHostId",
                table: "ProbeTasks",
                column: "TargetHostId");

            migrationBuilder.CreateIndex(
                name: "IX_RangeReadings_TrackingId_Version_JsonPointer",
                table: "RangeReadings",
                columns: new[] { "TrackingId", "Version", "JsonPointer" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Snapshots_HostId_ConfirmedTo",
                table: "Snapshots",
                columns: new[] { "HostId", "ConfirmedTo" });

            migrationBuilder.CreateIndex(
                name: "IX_Statuses_AdvisoryId_From_Status_LastKnown_ZoneId",
                table: "Statuses",
                columns: new[] { "AdvisoryId", "From", "Status", "LastKnown", "ZoneId" });

            migrationBuilder.CreateIndex(
                name: "IX_Statuses_AdvisoryId_HoldsUntil",
                table: "Statuses",
                columns: new[] { "AdvisoryId", "HoldsUntil" });

            migrationBuilder.CreateIndex(
                name: "IX_Statuses_AdvisoryId_Status",
                table: "Statuses",
                columns: new[] { "AdvisoryId", "Status" });

            migrationBuilder.CreateIndex(
                name: "IX_StatusPeriods_AdvisoryId_From_Status_LastKnown_ZoneId",
                table: "StatusPeriods",
                columns: new[] { "AdvisoryId", "From", "Status", "LastKnown", "ZoneId" });

            migrationBuilder.CreateIndex(
                name: "IX_StatusPeriods_AdvisoryId_To_Status_LastKnown_ZoneId",
                table: "StatusPeriods",
                columns: new[] { "AdvisoryId", "To", "Status", "LastKnown", "ZoneId" });

            migrationBuilder.CreateIndex(
                name: "IX_StatusPeriods_HostId_AdvisoryId_From",
                table: "StatusPeriods",
                columns: new[] { "HostId", "AdvisoryId", "From" });

            migrationBuilder.CreateIndex(
                name: "IX_StoredFiles_DecisionId",
                table: "StoredFiles",
                column: "DecisionId");

            migrationBuilder.CreateIndex(
                name: "IX_StoredFiles_Digest",
                table: "StoredFiles",
                column: "Digest");

            migrationBuilder.CreateIndex(
                name: "IX_UserZones_ZoneId",
                table: "UserZones",
                column: "ZoneId");

            migrationBuilder.CreateIndex(
                name: "IX_ZoneRanges_SiteKey_First_PrefixLength",
                table: "ZoneRanges",
                columns: new[] { "SiteKey", "First", "PrefixLength" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ZoneRanges_ZoneId",
                table: "ZoneRanges",
                column: "ZoneId");

            migrationBuilder.CreateIndex(
                name: "IX_Zones_NameKey",
                table: "Zones",
                column: "NameKey",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AdvisoryRevisions");

            migrationBuilder.DropTable(
                name: "AgentKeys");

            migrationBuilder.DropTable(
                name: "ApiTokens");

            migrationBuilder.DropTable(
                name: "AspNetUserClaims");

            migrationBuilder.DropTable(
                name: "AspNetUserLogins");

            migrationBuilder.DropTable(
                name: "AspNetUserPasskeys");

            migrationBuilder.DropTable(
                name: "AspNetUserTokens");

            migrationBuilder.DropTable(
                name: "AuditEntries");

            migrationBuilder.DropTable(
                name: "AuditHeads");

            migrationBuilder.DropTable(
                name: "BoundaryProofs");

            migrationBuilder.DropTable(
                name: "CatalogueEntries");

            migrationBuilder.DropTable(
                name: "CompactFacts");

            migrationBuilder.DropTable(
                name: "Conduits");

            migrationBuilder.DropTable(
                name: "DailyCounts");

            migrationBuilder.DropTable(
                name: "DataProtectionKeys");

            migrationBuilder.DropTable(
                name: "DeadlinePolicies");

            migrationBuilder.DropTable(
                name: "DecisionHosts");

            migrationBuilder.DropTable(
                name: "ExpectedHosts");

            migrationBuilder.DropTable(
                name: "FindingSentences");

            migrationBuilder.DropTable(
                name: "HostAddresses");

            migrationBuilder.DropTable(
                name: "HostZones");

            migrationBuilder.DropTable(
                name: "JobSchedules");

            migrationBuilder.DropTable(
                name: "MaintenanceWindows");

            migrationBuilder.DropTable(
                name: "PendingEnrollments");

            migrationBuilder.DropTable(
                name: "ProbeObservations");

            migrationBuilder.DropTable(
                name: "ProbePorts");

            migrationBuilder.DropTable(
                name: "ProbeSettings");

            migrationBuilder.DropTable(
                name: "ProbeTasks");

            migrationBuilder.DropTable(
                name: "RangeReadings");

            migrationBuilder.DropTable(
                name: "SetUpCodes");

            migrationBuilder.DropTable(
                name: "Snapshots");

            migrationBuilder.DropTable(
                name: "Statuses");

            migrationBuilder.DropTable(
                name: "StatusPeriods");

            migrationBuilder.DropTable(
                name: "StoredFiles");

            migrationBuilder.DropTable(
                name: "UserZones");

            migrationBuilder.DropTable(
                name: "ZoneRanges");

            migrationBuilder.DropTable(
                name: "ExpectedHostImports");

            migrationBuilder.DropTable(
                name: "Findings");

            migrationBuilder.DropTable(
                name: "EnrollmentTokens");

            migrationBuilder.DropTable(
                name: "Decisions");

            migrationBuilder.DropTable(
                name: "AspNetUsers");

            migrationBuilder.DropTable(
                name: "Hosts");

            migrationBuilder.DropTable(
                name: "Zones");
        }
    }
}
