const { demo, knob } = require('../../../utils/demo');

Page(demo({ name: 'open-data', knobs: [knob.one('type', ['userNickName', 'userAvatarUrl', 'userGender', 'userCity', 'userProvince', 'userCountry', 'userLanguage', 'groupName']), knob.one('lang', ['zh_CN', 'en'])] }));
