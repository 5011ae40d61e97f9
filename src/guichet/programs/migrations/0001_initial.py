"""Tokens, webhooks and their messages, each table of a firm closed to the others."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import uuid
from django.db import migrations, models

from guichet.core.rls import row_level_security


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0010_partner_accounts'),
    ]

    operations = [
        migrations.CreateModel(
            name='ApiToken',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=80, verbose_name='nom')),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('ending', models.CharField(max_length=4, verbose_name='derniers caractères')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('expires_at', models.DateTimeField(verbose_name="valable jusqu'au")),
                ('last_used_at', models.DateTimeField(blank=True, null=True, verbose_name='dernier usage')),
                ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='révoqué le')),
                ('firm', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.firm')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.member')),
            ],
            options={
                'ordering': ('-created_at', 'id'),
            },
        ),
        migrations.CreateModel(
            name='Webhook',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('url', models.CharField(max_length=500, verbose_name='adresse')),
                ('secret', models.TextField()),
                ('events', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('demande.recue', "Une demande d'amorçage est reçue"), ('demande.completee', 'Le cabinet a répondu à une question'), ('demande.retiree', 'Une demande est retirée par le cabinet'), ('essai', 'Essai demandé depuis la page')], max_length=30), size=None, verbose_name='évènements')),
                ('active', models.BooleanField(default=True, verbose_name='actif')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('firm', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.firm')),
            ],
            options={
                'ordering': ('-created_at', 'id'),
            },
        ),
        migrations.CreateModel(
            name='WebhookDelivery',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('event', models.CharField(choices=[('demande.recue', "Une demande d'amorçage est reçue"), ('demande.completee', 'Le cabinet a répondu à une question'), ('demande.retiree', 'Une demande est retirée par le cabinet'), ('essai', 'Essai demandé depuis la page')], max_length=30)),
                ('payload', models.JSONField(default=dict)),
                ('state', models.CharField(choices=[('attente', 'À envoyer'), ('remis', 'Remis'), ('echec', 'Non remis')], default='attente', max_length=8)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('outcome', models.CharField(blank=True, max_length=40)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('tried_at', models.DateTimeField(blank=True, null=True)),
                ('firm', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.firm')),
                ('webhook', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='programs.webhook')),
            ],
            options={
                'ordering': ('-created_at', 'id'),
                'indexes': [models.Index(fields=['webhook', '-created_at'], name='delivery_of_webhook')],
            },
        ),
        row_level_security("programs_apitoken"),
        row_level_security("programs_webhook"),
        row_level_security("programs_webhookdelivery"),
    ]
