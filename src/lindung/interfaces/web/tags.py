"""What templates may call: the address of an asset, and numbers and days as officers write them."""

from django import template

from lindung.interfaces.reports import tongue
from lindung.interfaces.web import assets
from lindung.kernel import language

register = template.Library()
register.simple_tag(assets.url, name="asset")
register.filter("angka", language.number)
register.filter("rupiah", language.rupiah)
register.filter("hari", language.day)
register.filter("hari_kata", tongue.day)
