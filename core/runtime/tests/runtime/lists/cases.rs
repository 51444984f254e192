//! The pages: each thing that a template can say of a row, by itself and with what it may meet.

/// Whether rows of a case can be runs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Rows {
    /// A list that is made by no run is a fault: the tests would compare one way with itself.
    Runs,
    /// Rows with components, slots, templates and the like are glass-easel's.
    Ordinary,
    /// It depends on the data.
    Either,
}

impl Rows {
    pub fn expects(self, clones: u64) -> bool {
        match self {
            Rows::Runs => clones > 0,
            Rows::Ordinary => clones == 0,
            Rows::Either => true,
        }
    }
}

pub struct Case {
    pub group: &'static str,
    pub name: &'static str,
    pub wxml: &'static str,
    /// Members of the page beside those that all have.
    pub own: &'static str,
    pub rows: Rows,
}

const fn runs(group: &'static str, name: &'static str, wxml: &'static str) -> Case {
    Case {
        group,
        name,
        wxml,
        own: "",
        rows: Rows::Runs,
    }
}

const fn ordinary(name: &'static str, wxml: &'static str) -> Case {
    Case {
        group: "others",
        name,
        wxml,
        own: "",
        rows: Rows::Ordinary,
    }
}

const fn either(group: &'static str, name: &'static str, wxml: &'static str) -> Case {
    Case {
        group,
        name,
        wxml,
        own: "",
        rows: Rows::Either,
    }
}

const fn with(own: &'static str, case: Case) -> Case {
    Case { own, ..case }
}

// A line for each.
#[rustfmt::skip]
pub const CASES: &[Case] = &[
    // Texts.
    runs("texts", "one", "<view wx:for='{{list}}' wx:key='id'>{{item.label}}</view>"),
    runs("texts", "several in one", "<view class='row' wx:for='{{list}}' wx:key='id'>{{index}}: {{item.label}} of {{list.length}} ({{item.sub.b}}) </view>"),
    runs("texts", "several beside each other", "<view class='row' wx:for='{{list}}' wx:key='id'>a{{item.label}}<text>{{item.k}}</text>b<text>c</text>{{item.id}}</view>"),
    runs("texts", "none that varies", "<view class='row' wx:for='{{list}}' wx:key='id'><text>always</text></view>"),
    runs("texts", "entities", "<view class='row' wx:for='{{list}}' wx:key='id'>&lt;{{item.label}}&gt;&nbsp;<text>&amp;{{item.title}}</text></view>"),
    runs("texts", "decoded text", "<text class='row' wx:for='{{list}}' wx:key='id' decode='{{true}}'>{{item.title}}&lt;</text>"),
    runs("texts", "no values", "<view class='row' wx:for='{{list}}' wx:key='id'>[{{item.nul}}{{item.none}}{{item.on}}{{item.sub.none}}]</view>"),
    runs("texts", "objects", "<view class='row' wx:for='{{list}}' wx:key='id'>{{item.obj}}{{item.kids}}{{item}}</view>"),
    runs("texts", "of what rows share", "<view class='row' wx:for='{{list}}' wx:key='id'>{{mode}}{{item.id === pick ? '*' : ''}}{{other}}</view>"),
    runs("texts", "of calculation", "<view class='row' wx:for='{{list}}' wx:key='id'>{{item.id * 2 + (item.on ? 1 : 0)}}{{[item.id, 1][0]}}{{!item.on && 'off'}}</view>"),
    runs("texts", "of wxs", "<wxs module='t' src='../w/tools.wxs'/><view class='row' wx:for='{{list}}' wx:key='id'>{{t.up(item.label)}}{{t.sum(item.kids)}}{{t.sum(list)}}</view>"),
    // Attributes, classes, styles, ids.
    runs("attributes", "class", "<view wx:for='{{list}}' wx:key='id' class='row {{item.cls}} {{item.on ? \"on\" : \"\"}}'><text class='{{item.cls}}'>x</text></view>"),
    runs("attributes", "class of what rows share", "<view wx:for='{{list}}' wx:key='id' class='row {{item.id === pick ? \"picked\" : mode}}'/>"),
    runs("attributes", "class of objects and lists", "<view wx:for='{{list}}' wx:key='id' class='{{[\"row\", item.cls]}}'><text class='{{item.none}}'>x</text></view>"),
    runs("attributes", "style", "<view class='row' wx:for='{{list}}' wx:key='id' style='color:red;{{item.style}};width:{{item.id}}rpx'><text style='{{item.style}}'>x</text></view>"),
    runs("attributes", "id", "<view class='row' wx:for='{{list}}' wx:key='id' id='r{{item.id}}'><text id='t'>{{item.label}}</text></view>"),
    runs("attributes", "hidden", "<view class='row' wx:for='{{list}}' wx:key='id' hidden='{{item.on}}'><text hidden='{{!item.on}}'>x</text><text hidden>y</text></view>"),
    runs("attributes", "title and the like", "<view class='row' wx:for='{{list}}' wx:key='id' title='{{item.title}}' role='button' aria-label='{{item.label}} of {{mode}}' hover-class='pressed' hover-stay-time='{{item.id}}'>x</view>"),
    runs("attributes", "data", "<view class='row' wx:for='{{list}}' wx:key='id' data-id='{{item.id}}' data-long-name='{{item.label}}' data-camelCase='1' data-obj='{{item.obj}}' data-item='{{item}}' data-none='{{item.none}}' bindtap='hit'><text data-deep='{{item.kids}}' class='in'>x</text></view>"),
    runs("attributes", "marks", "<view class='row' wx:for='{{list}}' wx:key='id' mark:id='{{item.id}}' mark:fixed='f' bindtap='hit'><text class='in' mark:label='{{item.label}}' bindtap='hit'>x</text></view>"),
    runs("attributes", "animations", "<view class='row' wx:for='{{list}}' wx:key='id' animation='{{item.on ? move : \"\"}}'>{{item.label}}</view>"),
    with("onLoad() { const a = wx.createAnimation({ duration: 10 }); a.opacity(0.5).step(); this.setData({ move: a.export() }) },", runs("attributes", "an animation from the start", "<view class='row' wx:for='{{list}}' wx:key='id' animation='{{move}}'>{{item.label}}</view>")),
    // Events.
    runs("events", "bind and catch", "<view bindtap='outer' data-o='1' mark:o='m'><view class='row' wx:for='{{list}}' wx:key='id' bindtap='hit' data-id='{{item.id}}'><text class='in' catchtap='hit' data-in='{{index}}'>{{item.label}}</text><text bind:tap='hit'>b</text></view></view>"),
    runs("events", "capture", "<view capture-bind:tap='early' data-o='1'><view class='row' wx:for='{{list}}' wx:key='id' capture-bind:tap='early' bindtap='hit' data-id='{{item.id}}'><text class='in' bindtap='hit'>{{item.label}}</text></view></view>"),
    runs("events", "capture that catches", "<view class='row' wx:for='{{list}}' wx:key='id' capture-catch:tap='early' data-id='{{item.id}}'><text class='in' bindtap='hit'>{{item.label}}</text></view>"),
    runs("events", "mut-bind", "<view mut-bind:tap='outer'><view class='row' wx:for='{{list}}' wx:key='id' mut-bind:tap='hit' data-id='{{item.id}}'><text class='in' mut-bind:tap='hit' bindtap='early'>{{item.label}}</text></view></view>"),
    runs("events", "several kinds", "<view class='row' wx:for='{{list}}' wx:key='id' bindtap='hit' bindlongpress='hit' bindtouchstart='early' catchtouchmove='hit' bindtransitionend='hit' data-id='{{item.id}}'>x</view>"),
    runs("events", "around the list only", "<view bindtap='outer'><view class='row' wx:for='{{list}}' wx:key='id' data-id='{{item.id}}'><text class='in' data-x='{{index}}'>{{item.label}}</text></view></view>"),
    runs("events", "handlers that are not there", "<view class='row' wx:for='{{list}}' wx:key='id' bindtap='nothing'>{{item.label}}</view>"),
    either("events", "handlers by data", "<view class='row' wx:for='{{list}}' wx:key='id' bindtap='{{item.on ? \"hit\" : \"outer\"}}' data-id='{{item.id}}'>{{item.label}}</view>"),
    with("toggle(e) { const i = e.currentTarget.dataset.i; console.log('toggle', i); if (Array.isArray(this.data.list)) this.setData({ [`list[${i}].on`]: !(this.data.list[i] || {}).on, pick: i }) },", runs("events", "handlers that change their row", "<view class='row {{item.on ? \"on\" : \"\"}} {{index === pick ? \"picked\" : \"\"}}' wx:for='{{list}}' wx:key='id' bindtap='toggle' data-i='{{index}}'>{{item.label}}<text wx:if='{{item.on}}'>!</text></view>")),
    with("drop(e) { const i = e.currentTarget.dataset.i; console.log('drop', i, e.target.dataset.t); if (Array.isArray(this.data.list)) this.setData({ list: this.data.list.filter((row, at) => at !== i) }) },", runs("events", "a row that its own tap removes", "<view bindtap='outer'><view class='row' wx:for='{{list}}' wx:key='id' bindtap='drop' data-i='{{index}}'><text class='in' data-t='{{item.label}}' bindtap='hit'>{{item.label}}</text></view></view>")),
    with("turn(e) { console.log('turn', e.mark.k); if (Array.isArray(this.data.list)) { this.setData({ list: this.data.list.slice().reverse() }); this.setData({ 'list[0].label': 'turned' }) } }, late(e) { console.log('late', JSON.stringify(e.currentTarget.dataset), JSON.stringify(e.mark)) },", runs("events", "a list that changes while an event is under way", "<view bindtap='late' data-all='{{list.length}}'><view class='row' wx:for='{{list}}' wx:key='id' bindtap='late' mark:k='{{item.k}}' data-label='{{item.label}}'><text class='in' bindtap='turn' data-t='{{item.label}}'>{{item.label}}</text></view></view>")),
    // Branches.
    runs("branches", "if", "<view class='row' wx:for='{{list}}' wx:key='id'><text wx:if='{{item.on}}' class='on'>on {{item.label}}</text>{{item.id}}</view>"),
    runs("branches", "if, elif, else", "<view class='row' wx:for='{{list}}' wx:key='id'><text wx:if='{{item.k === 0}}'>zero</text><text wx:elif='{{item.k === 1}}' class='in'>{{item.label}}</text><view wx:elif='{{item.k === 2}}'><text>two</text></view><text wx:else>{{item.k}}</text></view>"),
    runs("branches", "of what rows share", "<view class='row' wx:for='{{list}}' wx:key='id'><text wx:if='{{item.id === pick}}'>*</text><text wx:else>{{mode}}</text></view>"),
    runs("branches", "in branches", "<view class='row' wx:for='{{list}}' wx:key='id'><block wx:if='{{item.on}}'><text>{{item.label}}</text><text wx:if='{{index % 2}}'>odd</text></block><block wx:else><text wx:if='{{mode === \"m\"}}'>m</text></block></view>"),
    runs("branches", "with listeners", "<view class='row' wx:for='{{list}}' wx:key='id' bindtap='outer'><view wx:if='{{item.on}}' catchtap='hit' data-id='{{item.id}}'>on</view><view wx:else bindtap='hit' mark:off='{{item.id}}'>off</view></view>"),
    runs("branches", "the row itself", "<block wx:for='{{list}}' wx:key='id'><view class='row' wx:if='{{item.on}}'>{{item.label}}</view></block>"),
    runs("branches", "the row itself, two ways", "<block wx:for='{{list}}' wx:key='id'><view class='row' wx:if='{{item.on}}'>{{item.label}}</view><text class='in' wx:else>{{item.id}}</text></block>"),
    runs("branches", "if and for on one", "<view class='row' wx:for='{{list}}' wx:key='id' wx:if='{{item.on}}'>{{item.label}}</view>"),
    // Keys.
    runs("keys", "this", "<view class='row' wx:for='{{list}}' wx:key='*this'>{{item.label}}{{index}}</view>"),
    runs("keys", "this of texts", "<view class='row' wx:for='{{rows}}' wx:key='*this'>{{item}}{{index}}{{list.length}}</view>"),
    runs("keys", "none", "<view class='row' wx:for='{{list}}'>{{item.label}}{{index}}</view>"),
    runs("keys", "one that repeats", "<view class='row' wx:for='{{list}}' wx:key='k'>{{item.label}}{{index}}</view>"),
    runs("keys", "one that is not there", "<view class='row' wx:for='{{list}}' wx:key='nothing'>{{item.label}}{{index}}</view>"),
    runs("keys", "an object", "<view class='row' wx:for='{{list}}' wx:key='obj'>{{item.label}}</view>"),
    runs("keys", "the index", "<view class='row' wx:for='{{list}}' wx:key='index'>{{item.label}}</view>"),
    runs("keys", "other names", "<view class='row' wx:for='{{list}}' wx:for-item='it' wx:for-index='at' wx:key='id'>{{it.label}}{{at}}{{item}}{{index}}</view>"),
    // Lists in lists.
    runs("nested", "of the row", "<view class='row' wx:for='{{list}}' wx:key='id'>{{item.label}}<text class='in' wx:for='{{item.kids}}' wx:key='id' wx:for-item='kid' wx:for-index='n'>{{n}}{{kid.t}}{{item.id}}</text></view>"),
    runs("nested", "of the row, same names", "<view class='row' wx:for='{{list}}' wx:key='id'><text class='in' wx:for='{{item.kids}}' wx:key='id' bindtap='hit' data-t='{{item.t}}'>{{index}}{{item.t}}</text></view>"),
    runs("nested", "of the page", "<view class='row' wx:for='{{list}}' wx:key='id' wx:for-item='r'><text class='in' wx:for='{{rows}}' wx:key='*this'>{{item}}{{r.id}}</text></view>"),
    runs("nested", "with branches", "<view class='row' wx:for='{{list}}' wx:key='id'><block wx:for='{{item.kids}}' wx:key='id' wx:for-item='kid'><text wx:if='{{kid.on}}' class='in'>{{kid.t}}</text><text wx:else>{{item.label}}</text></block></view>"),
    runs("nested", "inner lists alone in rows", "<view class='row' wx:for='{{list}}' wx:key='id'><view><view class='in' wx:for='{{item.kids}}' wx:for-item='kid'>{{kid.t}}</view></view><text>end</text></view>"),
    runs("nested", "three deep", "<view class='row' wx:for='{{list}}' wx:key='id' wx:for-item='a'><view wx:for='{{a.kids}}' wx:key='id' wx:for-item='b'><text class='in' wx:for='{{a.sub.list}}' wx:key='*this' wx:for-item='c' data-c='{{c}}' bindtap='hit'>{{a.id}}{{b.t}}{{c}}</text></view></view>"),
    // Places.
    runs("places", "siblings before and after", "<text wx:for='{{before}}'>b{{index}}</text><view class='row' wx:for='{{list}}' wx:key='id'>{{item.label}}</view><text wx:if='{{after}}'>a</text><text>end</text>"),
    runs("places", "beside another list", "<view><view class='row' wx:for='{{list}}' wx:key='id'>{{item.label}}</view><view class='in' wx:for='{{list}}' wx:key='k'>{{item.id}}</view></view>"),
    runs("places", "a block with several roots", "<block wx:for='{{list}}' wx:key='id'><view class='row'>{{item.label}}</view>{{index}}<text class='in'>{{item.k}}</text></block>"),
    runs("places", "a block with a text alone", "<view><block wx:for='{{list}}' wx:key='id'>{{item.label}} </block></view>"),
    runs("places", "in a branch", "<view wx:if='{{show}}'><view class='row' wx:for='{{list}}' wx:key='id'>{{item.label}}</view></view><view wx:else>hidden</view>"),
    runs("places", "straight in a branch", "<block wx:if='{{show}}'><view class='row' wx:for='{{list}}' wx:key='id' bindtap='hit'>{{item.label}}</view></block><text wx:else>hidden</text><text>end</text>"),
    runs("places", "in what a component is given", "<box><view slot='head'>head</view><view class='row' wx:for='{{list}}' wx:key='id' bindtap='hit'>{{item.label}}</view></box>"),
    runs("places", "inside what a component is given", "<box><view slot='head'><text class='row' wx:for='{{list}}' wx:key='id' data-id='{{item.id}}' bindtap='hit'>{{item.label}}</text></view><text>{{mode}}</text></box>"),
    with("pick(e) { console.log('pick', JSON.stringify(e.detail)) },", runs("places", "in a component with a scope", "<scoped rows='{{list}}' mode='{{mode}}' bind:pick='pick'/>")),
    runs("places", "in a scroll-view", "<scroll-view scroll-y scroll-top='{{other}}'><view class='row' wx:for='{{list}}' wx:key='id'>{{item.label}}</view></scroll-view>"),
    runs("places", "an expression", "<view class='row' wx:for='{{show ? list : rows}}' wx:key='id'>{{item.label || item}}</view>"),
    either("places", "numbers", "<view class='row' wx:for='{{before + 2}}' wx:key='*this'>{{item}}{{list.length}}</view>"),
    runs("places", "a list that is written there", "<view class='row' wx:for='{{[1, list.length, mode]}}' wx:key='*this'>{{item}}</view>"),
    // Built-in components.
    runs("built-ins", "image and text", "<view class='row' wx:for='{{list}}' wx:key='id' bindtap='hit' data-id='{{item.id}}'><image class='in' src='/i/{{item.id}}.png' mode='aspectFill' lazy-load bindload='hit'/><text wx:if='{{item.on}}' selectable>{{item.label}}</text></view>"),
    runs("built-ins", "button", "<button class='row' wx:for='{{list}}' wx:key='id' size='mini' type='{{item.on ? \"primary\" : \"default\"}}' disabled='{{item.on}}' loading='{{item.id === pick}}' bindtap='hit' data-id='{{item.id}}'>{{item.label}}</button>"),
    either("built-ins", "input", "<view class='row' wx:for='{{list}}' wx:key='id'><input class='in' value='{{item.label}}' placeholder='{{mode}}' bindinput='hit' data-i='{{index}}'/></view>"),
    either("built-ins", "switch and checkbox", "<checkbox-group bindchange='hit'><label class='row' wx:for='{{list}}' wx:key='id'><checkbox value='{{item.id}}' checked='{{item.on}}'/><switch checked='{{item.on}}' bindchange='hit'/>{{item.label}}</label></checkbox-group>"),
    either("built-ins", "radio", "<radio-group bindchange='hit'><label class='row' wx:for='{{list}}' wx:key='id'><radio value='{{item.id}}' checked='{{item.id === pick}}'/>{{item.label}}</label></radio-group>"),
    either("built-ins", "swiper-item", "<swiper current='{{other}}' bindchange='hit'><swiper-item class='row' wx:for='{{list}}' wx:key='id' item-id='{{item.id}}'><image src='{{item.style}}'/></swiper-item></swiper>"),
    either("built-ins", "navigator", "<navigator class='row' wx:for='{{list}}' wx:key='id' url='/p/none?id={{item.id}}' open-type='navigate'>{{item.label}}</navigator>"),
    either("built-ins", "form", "<form bindsubmit='hit'><view class='row' wx:for='{{list}}' wx:key='id'><input name='n{{item.id}}' value='{{item.label}}'/><slider value='{{item.id}}'/></view></form>"),
    either("built-ins", "icon, progress, rich-text, cover", "<view class='row' wx:for='{{list}}' wx:key='id'><icon type='success' size='{{item.id}}'/><progress percent='{{item.id}}'/><rich-text nodes='{{item.label}}'/><cover-view>{{item.id}}</cover-view></view>"),
    either("built-ins", "picker", "<picker class='row' wx:for='{{list}}' wx:key='id' range='{{rows}}' value='{{item.id}}' bindchange='hit' data-i='{{index}}'><view>{{item.label}}</view></picker>"),
    // What stays glass-easel's.
    with("pick(e) { console.log('pick', JSON.stringify(e.detail), e.target.id, JSON.stringify(e.currentTarget.dataset)) },", ordinary("components", "<c class='row c' wx:for='{{list}}' wx:key='id' id='r{{item.id}}' label='{{item.label}}' n='{{item.id}}' bind:pick='pick' data-id='{{item.id}}'/>")),
    ordinary("components with content", "<c class='row c' wx:for='{{list}}' wx:key='id' label='{{item.label}}'><text class='in' bindtap='hit' data-i='{{index}}'>{{item.id}}</text></c>"),
    ordinary("components inside", "<view class='row' wx:for='{{list}}' wx:key='id' bindtap='hit'><c class='c' n='{{item.k}}' sub='{{item.sub}}'/>{{item.label}}</view>"),
    with("", either("others", "components in some", "<view class='row' wx:for='{{list}}' wx:key='id' bindtap='hit' data-id='{{item.id}}'><c class='c' wx:if='{{item.on}}' label='{{item.label}}'/><text wx:else>{{item.label}}</text></view>")),
    ordinary("templates", "<template name='t'><text class='in' bindtap='hit' data-n='{{n}}'>[{{n}}{{label}}]</text></template><view class='row' wx:for='{{list}}' wx:key='id'><template is='t' data='{{n: item.id, label: item.label}}'/></view>"),
    ordinary("templates of any name", "<template name='t0'><text>even {{id}}</text></template><template name='t1'><text>odd {{label}}</text></template><block wx:for='{{list}}' wx:key='id'><template is='t{{item.id % 2}}' data='{{...item}}'/></block>"),
    ordinary("includes", "<block wx:for='{{list}}' wx:key='id'><include src='../w/own'/></block>"),
    either("others", "slots by data", "<box><view class='row' wx:for='{{list}}' wx:key='id' slot='{{item.on ? \"head\" : \"\"}}'>{{item.label}}</view></box>"),
    either("others", "two-way binding", "<view class='row' wx:for='{{list}}' wx:key='id'>{{item.label}}<input model:value='{{mode}}'/></view>"),
    either("others", "handlers in wxs", "<wxs module='w'>module.exports = { tap: function (e, o) { o.addClass('tapped') }, seen: function (n, o, owner, i) { i.setStyle({ left: n + 'px' }) } }</wxs><view class='row' wx:for='{{list}}' wx:key='id' bindtap='{{w.tap}}'>{{item.label}}</view>"),
    either("others", "changes seen by wxs", "<wxs module='w'>module.exports = { seen: function (n, o, owner, i) { i.setStyle({ left: n + 'px' }) } }</wxs><view class='row' wx:for='{{list}}' wx:key='id' change:n='{{w.seen}}' n='{{item.id || 0}}'>{{item.label}}</view>"),
];
