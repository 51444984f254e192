// Regular expressions, strings, JSON, and the old forms that programs still use. Run by run.js.

module.exports = {
  regularExpressions: () => [
    'aBc'.replace(/b/i, (x) => x + x),
    /(?<y>\d{4})-(?<m>\d\d)/.exec('2024-05').groups.m,
    'x'.replace(/(?<a>x)/, '$<a>$1$$'),
    /(?<=\$)\d+/.exec('$42')[0],
    /(?<!a)b/.exec('ab bb').index,
    /\p{Script=Han}+/u.exec('a中文b')[0],
    /^.$/u.test('😀'),
    /^.$/.test('😀'),
    'a1b2'.split(/(\d)/).join(),
    /a{,2}/.test('a{,2}'),
    /[^]/.test('\n'),
    /\d{1.3}/.source,
    /x*y+$/y.test('xy'),
    'aaa'.lastIndexOf('a', 1),
    /(a)|(b)/.exec('b').join(),
    /(?:a|ab)(?:c|bcd)(?:d*)/.exec('abcd')[0],
    /(z)((a+)?(b+)?(c))*/.exec('zaacbbbcac').join(),
    /\u{61}/u.test('a'),
    /\cJ/.test('\n'),
    /[\b]/.test('\b'),
    /]/.test(']'),
    /{/.test('{'),
    /\_/.test('_'),
    /(?=(a+))a*b\1/.exec('baaabac').join(),
    /\0/.test('\0'),
    /[\d-x]/.test('-'),
    /a|/.exec('b')[0] === '',
    /(?:)/.source,
    new RegExp('/').source,
    new RegExp('\n').source,
    RegExp('').source,
    String(new RegExp('a', 'gimsuy')),
    /ſ/i.test('s'),
    /ſ/iu.test('s'),
    /K/i.test('k'),
    'İ'.toLowerCase().length,
    /[а-я]+/i.exec('ПРИВЕТ')[0],
    /\w/iu.test('ſ'),
    /\bfoo\b/.test('a foo b'),
    'abc'.replace(/(b)(c)?/, "[$2|$1|$3|$&|$`|$']"),
    'aXbX'.replace(/X/g, '$$'),
    /(\2)(\1)/.exec('a').join('-'),
    /(?:(a)|b)*/.exec('ab').join(),
    /\1(a)/.exec('aa').join(),
    /[\s\S]*?x/.exec('aax')[0],
    'a\u2028b'.split(/\s/).length,
    /^b/m.exec('a\nb').index,
    /\x/.test('x'),
    /\u/.test('u'),
    /\c/.test('\\c'),
    /[\c]/.test('c'),
    /a(?=b)*/.test('a'),
  ],
  strings: () => [
    'abc'.at(-1),
    'a-b-c'.replaceAll('-', '+'),
    'abc'.padStart(5, '12'),
    ' \u3000x\ufeff '.trim().length,
    'ß'.toUpperCase(),
    'ﬃ'.toUpperCase(),
    'Σ'.toLowerCase(),
    'ΑΣ'.toLowerCase(),
    'é'.normalize('NFD').length,
    '\u{1F600}'.codePointAt(0),
    String.raw`a\n${1}`,
    'x'.localeCompare('y'),
    'abc'.slice(-2, -1),
    'abc'.substring(2, 0),
    'a,b,,c'.split(',').length,
    'abc'.split('').join(),
    'x'.repeat(3),
    isNaN('abc'.charCodeAt(9)),
    encodeURIComponent('a b&中😀'),
    encodeURI('http://a/?b=中 c#d'),
    decodeURIComponent('%E4%B8%AD'),
    parseInt('08'),
    parseInt('0x1f'),
    parseFloat('3.14abc'),
    Number(''),
    Number(' 12 '),
    Number('1e3'),
    Number('0b11'),
    Number('1_000'),
    1_000,
    'a'.concat(1, null),
    '😀'.isWellFormed?.(),
    '\ud83d'.toWellFormed?.().charCodeAt(0),
  ],
  json: () => [
    JSON.stringify({
      a: undefined,
      b: () => 1,
      c: Symbol('x'),
      d: NaN,
      e: new Date(0),
      f: [undefined, () => 1],
      g: {
        toJSON() {
          return 't'
        },
      },
    }),
    JSON.stringify('\u2028\ud800'),
    JSON.stringify({ a: [1, { b: 2 }] }, null, 2),
    JSON.stringify([new Map(), new Set(), /x/]),
    JSON.stringify({ 2: 1, a: 2, 1: 3 }),
    JSON.parse(' {"a":[1,2,{"b":null}]} ').a[2].b,
    (() => {
      try {
        JSON.parse('{a:1}')
      } catch (e) {
        return e.name
      }
    })(),
    (() => {
      try {
        JSON.stringify(10n)
      } catch (e) {
        return e.name
      }
    })(),
    JSON.stringify({ a: 1, b: 2 }, ['b']),
    JSON.stringify({ a: 1 }, (k, v) => (k ? v + 1 : v)),
    JSON.parse('{"__proto__":1}').__proto__,
    JSON.stringify(Object.create({ x: 1 }, { y: { value: 2, enumerable: true } })),
    JSON.stringify(1e21),
    JSON.stringify(-0),
    JSON.parse('-0') === 0 && 1 / JSON.parse('-0'),
  ],
  oldForms: () => {
    var r = []
    {
      function f() {
        return 1
      }
    }
    r.push(typeof f)
    if (true) {
      function g() {}
    }
    r.push(typeof g)
    r.push(
      typeof (function () {
        switch (1) {
          case 1:
            function h() {}
        }
        return h
      })(),
    )
    if (1) function q() {}
    r.push(typeof q)
    r.push(
      'x'.anchor('a"'),
      'abc'.substr(-2, 1),
      escape('é中'),
      unescape('%u4E2D'),
      new Date(2024, 0, 1).getYear(),
      typeof {}.__defineGetter__,
      '__proto__' in {},
      { __proto__: Array.prototype } instanceof Array,
      Object.keys({ 2: 1, a: 1, 1: 1, [-1]: 1 }).join(),
    )
    return r
  },
}
